-- 0033 The monthly survey form of villages and units, and children who are missing.

CREATE TABLE survey_form (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  month text NOT NULL,
  harmed integer NOT NULL,
  beaten integer NOT NULL,
  neglected integer NOT NULL,
  venues integer NOT NULL,
  online integer NOT NULL,
  others integer NOT NULL,
  reported integer NOT NULL,
  is_nil boolean NOT NULL,
  told_leader boolean NOT NULL,
  remark text,
  handed_in_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE survey_form IS '线索排查表: 每月排查一次，25日前交，没有发现也要报；只报数，发现的逐条报告可疑情况 (附·村级6、附·卫生院1)';
ALTER TABLE survey_form ENABLE ROW LEVEL SECURITY;
ALTER TABLE survey_form FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON survey_form FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON survey_form FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON survey_form FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON survey_form TO hulei_app;


CREATE TABLE missing_child (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  called_at timestamp with time zone NOT NULL,
  entered_at timestamp with time zone NOT NULL,
  state text NOT NULL,
  last_seen_at timestamp with time zone,
  age_band text,
  sex text,
  last_seen text NOT NULL,
  clothes text,
  public_name text,
  public_reason_sealed bytea,
  first_step_at timestamp with time zone,
  found_at timestamp with time zone,
  found_how text,
  found_where_sealed bytea,
  is_harmed boolean,
  cause text,
  analysis_sealed bytea,
  called_on date NOT NULL,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE missing_child IS '走失儿童: 首个接报人负责到底，查找经过有时间，找到后分析原因 (四(二)3、附·派出所5；公安机关处置失踪人员警情实施细则)';
ALTER TABLE missing_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_child FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON missing_child FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON missing_child AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR id <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON missing_child FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON missing_child FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON missing_child TO hulei_app;


CREATE TABLE missing_step (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  way text NOT NULL,
  at timestamp with time zone NOT NULL,
  tried_on date NOT NULL,
  detail_sealed bytea,
  who text NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE missing_step IS '查找经过: 查找走失儿童做了什么、什么时候做的 (四(二)3)';
ALTER TABLE missing_step ENABLE ROW LEVEL SECURITY;
ALTER TABLE missing_step FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON missing_step FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON missing_step AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON missing_step FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON missing_step FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON missing_step TO hulei_app;


-- Whether a village or unit has handed in a month's form already; the forms of a month.
CREATE INDEX survey_form_month ON survey_form (township, month, village, unit);
-- Who is being looked for now; who was reported missing in a month.
CREATE INDEX missing_child_open ON missing_child (township, called_on) WHERE closed_on IS NULL;
CREATE INDEX missing_child_called ON missing_child (township, called_on);
-- Whether a drawn code is taken.
CREATE INDEX missing_child_code ON missing_child (township, code);
-- What was tried for one child.
CREATE INDEX missing_step_matter ON missing_step (township, matter, at);
