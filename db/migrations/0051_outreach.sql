-- 0051 Outreach: trainings of those who deal with minors, and what people were told.

CREATE TABLE training (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  held_on date NOT NULL,
  audience text NOT NULL,
  topic text NOT NULL,
  joined text[] NOT NULL DEFAULT '{}',
  people integer NOT NULL,
  place text,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE training IS '培训: 定期组织场所业主、教职工等开展业务培训、警示教育 (四(四)1；附·平安办9、派出所3、派出所4、第二学区6、市监所1、市监所5)';
ALTER TABLE training ENABLE ROW LEVEL SECURITY;
ALTER TABLE training FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON training FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON training FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON training FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON training TO hulei_app;

-- Trainings of an audience held in a window (outreach.trainings).
CREATE INDEX training_held ON training (township, held_on, audience);

CREATE TABLE outreach_activity (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  held_on date NOT NULL,
  form text NOT NULL,
  theme text NOT NULL,
  topics text[] NOT NULL DEFAULT '{}',
  audiences text[] NOT NULL DEFAULT '{}',
  settings text[] NOT NULL DEFAULT '{}',
  media text[] NOT NULL DEFAULT '{}',
  people integer NOT NULL,
  place text,
  remark text,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE outreach_activity IS '宣传活动: 宣传进乡村、社区、学校、企业、家庭，“十一防”个个讲到 (四(四)2、四(四)4、四(四)5；附·平安办11、网信宣传办2、社保站1、妇联4、卫生院3、村级5)';
ALTER TABLE outreach_activity ENABLE ROW LEVEL SECURITY;
ALTER TABLE outreach_activity FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON outreach_activity FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'officer', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON outreach_activity FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON outreach_activity FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON outreach_activity TO hulei_app;

-- Activities held in a window (outreach.activities, outreach.covered).
CREATE INDEX outreach_activity_held ON outreach_activity (township, held_on);
