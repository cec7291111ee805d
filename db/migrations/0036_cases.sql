-- 0036 Cases: stages and days, steps that the plan asks for, interviews; and which matters belong together.

CREATE TABLE matter_link (
  township text NOT NULL REFERENCES township (code),
  matter uuid NOT NULL,
  other uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, matter, other)
);
COMMENT ON TABLE matter_link IS 'Matters that belong together (a lead and its case, two cases of one suspect), both ways: whoever is left out of one is left out of all. Read by the system alone.';
ALTER TABLE matter_link ENABLE ROW LEVEL SECURITY;
ALTER TABLE matter_link FORCE ROW LEVEL SECURITY;
CREATE POLICY system_only ON matter_link FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
CREATE POLICY link ON matter_link FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON matter_link TO hulei_app;

CREATE TABLE case_file (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  lead uuid,
  concerns text NOT NULL,
  setting text,
  stage text NOT NULL,
  received_on date NOT NULL,
  filed_on date,
  arrest_asked_on date,
  arrested_on date,
  transferred_on date,
  prosecuted_on date,
  judged_on date,
  ending text,
  ending_on date,
  ending_reason_sealed bytea,
  closed_on date,
  is_listed boolean NOT NULL,
  is_raised boolean NOT NULL,
  special_suspects text[] NOT NULL DEFAULT '{}',
  responsible_units text[] NOT NULL DEFAULT '{}',
  venue_type text,
  venue_sealed bytea,
  series text,
  is_outside boolean NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE case_file IS '案件: 每起案件从受案到判决各环节有记载，办结前必经倒查 (四(三)1、附·派出所1；刑事诉讼法 第一百一十二条)';
ALTER TABLE case_file ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_file FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON case_file FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON case_file AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR id <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON case_file FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON case_file FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON case_file TO hulei_app;



CREATE TABLE case_step (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  step text NOT NULL,
  done_on date NOT NULL,
  units text[] NOT NULL DEFAULT '{}',
  result_sealed bytea,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE case_step IS '办案环节: 评查、会商、上级把关、社会调查等环节逐案有记载 (四(三)1；附·平安办3、派出所9、安定法庭2、安定法庭3)';
ALTER TABLE case_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_step FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON case_step FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON case_step AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON case_step FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON case_step FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'office', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON case_step TO hulei_app;



CREATE TABLE interview (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  person uuid NOT NULL,
  part text NOT NULL,
  heard_on date NOT NULL,
  by_unit text NOT NULL,
  is_one_stop boolean NOT NULL,
  why_elsewhere_sealed bytea,
  has_adult boolean NOT NULL,
  time integer NOT NULL,
  why_again_sealed bytea,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE interview IS '取证询问: 未成年被害人一站式取证，一次完成，重复询问须有理由 (四(三)3；附·派出所7；未成年人保护法 第一百一十条、第一百一十一条)';
ALTER TABLE interview ENABLE ROW LEVEL SECURITY;
ALTER TABLE interview FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON interview FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON interview AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON interview FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON interview FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON interview TO hulei_app;



-- The list of cases, the newest first; and the cases of a month, for reviews and measures.
CREATE INDEX case_file_received ON case_file (township, received_on);
-- The cases that came of a lead, the cases of a series, whether a drawn code is taken.
CREATE INDEX case_file_lead ON case_file (township, lead) WHERE lead IS NOT NULL;
CREATE INDEX case_file_series ON case_file (township, series) WHERE series IS NOT NULL;
CREATE INDEX case_file_code ON case_file (township, code);
-- What was done in a case; who was heard how often.
CREATE INDEX case_step_matter ON case_step (township, matter);
CREATE INDEX interview_matter ON interview (township, matter, person);
