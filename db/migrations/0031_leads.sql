-- 0031 Leads: suspicions that reached the township, their clock, and how those who must report did it.

CREATE TABLE lead (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  source text NOT NULL,
  concerns text NOT NULL,
  setting text,
  situation text,
  is_danger_now boolean NOT NULL,
  happened_on date,
  reported_at timestamp with time zone NOT NULL,
  decide_by timestamp with time zone NOT NULL,
  state text NOT NULL,
  decided_at timestamp with time zone,
  decision_sealed bytea,
  merged_into uuid,
  answer_sealed bytea,
  answered_on date,
  outcome text,
  closed_on date,
  is_outside boolean NOT NULL,
  reported_by text NOT NULL,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, merged_into) REFERENCES lead (township, id)
);
COMMENT ON TABLE lead IS '线索: 每条线索有人管、有时限、有答复 (四(三)1、四(三)3；未成年人保护法 第十一条)';
ALTER TABLE lead ENABLE ROW LEVEL SECURITY;
ALTER TABLE lead FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON lead FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR reported_by = (SELECT nullif(current_setting('app.account', true), '')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON lead AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR id <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON lead FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON lead FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON lead TO hulei_app;


CREATE TABLE report_duty (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  situation text,
  is_mandatory boolean NOT NULL,
  knew_at timestamp with time zone NOT NULL,
  reported_at timestamp with time zone NOT NULL,
  report_by timestamp with time zone NOT NULL,
  reported_on date NOT NULL,
  is_late boolean NOT NULL,
  decision_sealed bytea,
  decided_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE report_duty IS '强制报告履职: 报告义务单位是否按时报告；迟报、瞒报进入追责 (未成年人保护法 第十一条；关于建立侵害未成年人案件强制报告制度的意见)';
ALTER TABLE report_duty ENABLE ROW LEVEL SECURITY;
ALTER TABLE report_duty FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON report_duty FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'discipline', 'system'))));
CREATE POLICY left_out ON report_duty AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON report_duty FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'discipline', 'system'))));
CREATE POLICY amenders ON report_duty FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'discipline', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('public', 'discipline', 'system'))));
GRANT SELECT, INSERT, UPDATE ON report_duty TO hulei_app;


-- What has no decision yet, by clock.
CREATE INDEX lead_open ON lead (township, decide_by) WHERE closed_on IS NULL;
-- A reporter's own, under the pseudonym.
CREATE INDEX lead_reported_by ON lead (township, reported_by);
-- Whether a drawn code is taken.
CREATE INDEX lead_code ON lead (township, code);
CREATE INDEX report_duty_matter ON report_duty (township, matter);
-- How bodies did their duty in a month.
CREATE INDEX report_duty_unit ON report_duty (township, reported_on);
