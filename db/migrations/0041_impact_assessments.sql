-- 0041 Impact assessments of the processing of minors' data.

CREATE TABLE impact_assessment (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  status text NOT NULL,
  reason text NOT NULL,
  purposes text NOT NULL,
  necessity text NOT NULL,
  impact text NOT NULL,
  risk text NOT NULL,
  measures text NOT NULL,
  covers jsonb NOT NULL,
  assessor text NOT NULL,
  assessed_on date NOT NULL,
  approved_by text,
  approved_on date,
  opinion text,
  review_on date,
  replaced_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE impact_assessment IS '个人信息保护影响评估: 事前评估处理未成年人信息是否合法、正当、必要，风险和保护措施是否相当 (个人信息保护法 第五十五条、第五十六条；未成年人网络保护条例 第四章)';
ALTER TABLE impact_assessment ENABLE ROW LEVEL SECURITY;
ALTER TABLE impact_assessment FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON impact_assessment FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'auditor', 'system'))));
CREATE POLICY writers ON impact_assessment FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
CREATE POLICY amenders ON impact_assessment FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
GRANT SELECT, INSERT, UPDATE ON impact_assessment TO hulei_app;

-- The assessment in force; whether a drawn code is taken.
CREATE INDEX impact_assessment_status ON impact_assessment (township, status);
CREATE INDEX impact_assessment_code ON impact_assessment (township, code);
