-- 0056 Visits of helpers to the children in difficulty with whom they are paired; legal aid that was offered to a victim.

CREATE TABLE helper_visit (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  child_name text NOT NULL,
  visited_on date NOT NULL,
  helper text NOT NULL,
  way text NOT NULL,
  did_sealed bytea NOT NULL,
  needs_sealed bytea,
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE helper_visit IS '帮扶走访: 困境儿童有人结对，定期走访，需要的帮助有人接着办 (附·团委1；未成年人保护法 第九十一条、第九十九条)';
ALTER TABLE helper_visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE helper_visit FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON helper_visit FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON helper_visit FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON helper_visit FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON helper_visit TO hulei_app;


-- A unit's visits of a month (support.helper-visits).
CREATE INDEX helper_visit_on ON helper_visit (township, visited_on);

-- That the family of a victim was told of legal aid, and what they want of it.
ALTER TABLE rescue_plan ADD COLUMN legal_aid_on date, ADD COLUMN legal_aid text, ADD COLUMN legal_aid_why_sealed bytea;
