-- 0012 Pairs that look like one child and were found to be two.

CREATE TABLE distinction (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child uuid NOT NULL,
  other uuid NOT NULL,
  told_on date NOT NULL,
  withdrawn_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id),
  FOREIGN KEY (township, other) REFERENCES child (township, id)
);
COMMENT ON TABLE distinction IS '已核对不是同一人: 疑似重复核对过的不再反复提示 (四(一)1)';
ALTER TABLE distinction ENABLE ROW LEVEL SECURITY;
ALTER TABLE distinction FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON distinction FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON distinction FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare'])) AND EXISTS (SELECT FROM child t WHERE t.township = distinction.township AND t.id = distinction.child) AND EXISTS (SELECT FROM child t WHERE t.township = distinction.township AND t.id = distinction.other));
CREATE POLICY amenders ON distinction FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare'])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare'])) AND EXISTS (SELECT FROM child t WHERE t.township = distinction.township AND t.id = distinction.child) AND EXISTS (SELECT FROM child t WHERE t.township = distinction.township AND t.id = distinction.other));
GRANT SELECT, INSERT, UPDATE ON distinction TO hulei_app;

-- Whether a possible duplicate was told apart, asked once a pair; and what of a child's must go along when it moves or merges.
CREATE INDEX distinction_child ON distinction (township, child, other) WHERE withdrawn_on IS NULL;
CREATE INDEX distinction_other ON distinction (township, other, child) WHERE withdrawn_on IS NULL;
