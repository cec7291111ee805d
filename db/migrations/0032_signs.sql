-- 0032 Signs with a code to scan: each names a place, and those in venues have a code for the owner.

CREATE TABLE sign (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  place text NOT NULL,
  setting text,
  token text NOT NULL,
  is_venue boolean NOT NULL,
  officer text,
  issue text NOT NULL,
  started_on date NOT NULL,
  ended_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE sign IS '举报牌: 扫码即可报告，举报牌写明地点；场所负责人凭专用码两步报告 (四(三)1、四(二)2)';
ALTER TABLE sign ENABLE ROW LEVEL SECURITY;
ALTER TABLE sign FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON sign FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON sign FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))));
CREATE POLICY amenders ON sign FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system'))));
GRANT SELECT, INSERT, UPDATE ON sign TO hulei_app;


-- The sign behind a scanned code.
CREATE INDEX sign_token ON sign (township, token);
