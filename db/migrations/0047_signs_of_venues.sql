-- 0047 A sign in a registered venue belongs to its record, and what the public reports by its code comes with the venue.

ALTER TABLE sign ADD COLUMN venue uuid;
ALTER TABLE sign ADD FOREIGN KEY (township, venue) REFERENCES venue (township, id);
COMMENT ON COLUMN sign.venue IS '重点场所: the venue''s record, where the sign stands in one that is registered.';
DROP POLICY writers ON sign;
DROP POLICY amenders ON sign;
CREATE POLICY writers ON sign FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = sign.township AND t.id = sign.venue)));
CREATE POLICY amenders ON sign FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))) AND (venue IS NULL OR EXISTS (SELECT FROM venue t WHERE t.township = sign.township AND t.id = sign.venue)));
-- The signs that stand in a venue.
CREATE INDEX sign_venue ON sign (township, venue) WHERE venue IS NOT NULL;

ALTER TABLE lead ADD COLUMN venue uuid;
COMMENT ON COLUMN lead.venue IS '举报牌所在场所: the venue whose sign the public scanned; nothing of what its owner reports by the secret code.';
