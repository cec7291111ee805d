-- 0052 Schools: how many pupils are emotionally troubled, as a number of the school's own; guidance in the three defences.

CREATE TABLE emotional_count (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text NOT NULL,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  month text NOT NULL,
  number_sealed bytea NOT NULL,
  band text NOT NULL,
  told integer,
  reported_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE emotional_count IS '情感困扰人数月报: 学生情感困扰早发现、校内辅导，镇里只知道人数，不足5人的只知道不足5人 (附·第二学区6、第二学区12；未成年人保护法 第三十条；个人信息保护法 第二十八条)';
ALTER TABLE emotional_count ENABLE ROW LEVEL SECURITY;
ALTER TABLE emotional_count FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON emotional_count FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['education']) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY writers ON emotional_count FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY amenders ON emotional_count FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR school = (SELECT nullif(current_setting('app.school', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR school = (SELECT nullif(current_setting('app.school', true), ''))));
GRANT SELECT, INSERT, UPDATE ON emotional_count TO hulei_app;

-- A school says its number once a month; the numbers of a month (schools.emotional-counts).
CREATE UNIQUE INDEX emotional_count_month ON emotional_count (township, month, school);

CREATE TABLE safety_guidance (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  guided_on date NOT NULL,
  parts text[] NOT NULL DEFAULT '{}',
  who text NOT NULL,
  advice text NOT NULL,
  photos text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE safety_guidance IS '三防指导: 每学期指导每所学校完善人防、物防、技防 (四(二)2；附·平安办7、派出所5；未成年人保护法 第三十五条)';
ALTER TABLE safety_guidance ENABLE ROW LEVEL SECURITY;
ALTER TABLE safety_guidance FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON safety_guidance FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['education']) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON safety_guidance FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON safety_guidance FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON safety_guidance TO hulei_app;

-- The guidance of a school in a term (schools.safety-guidance).
CREATE INDEX safety_guidance_school ON safety_guidance (township, school, guided_on);
