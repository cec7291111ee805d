-- 0021 What phones wrote down, the server refused, and a village hands to the office: the act's bytes as they are, sealed.
CREATE TABLE handed_in (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  title text NOT NULL,
  handed_on date NOT NULL,
  sender text NOT NULL,
  refusal_sealed bytea NOT NULL,
  message_sealed bytea NOT NULL,
  act text NOT NULL,
  body_sealed bytea NOT NULL,
  files text[] NOT NULL DEFAULT '{}',
  outcome text,
  answer_sealed bytea,
  settled_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE handed_in IS '交办公室处理: 手机上登记了而系统没有收下的，原样交办公室处理，不让做过的事白做 (附·村级1)';
ALTER TABLE handed_in ENABLE ROW LEVEL SECURITY;
ALTER TABLE handed_in FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON handed_in FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON handed_in FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY amenders ON handed_in FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, UPDATE ON handed_in TO hulei_app;

-- The office's open ones, newest first, and what a village handed in (phones' packs).
CREATE INDEX handed_in_village ON handed_in (township, village, settled_on);
