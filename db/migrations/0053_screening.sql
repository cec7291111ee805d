-- 0053 Screening: whether somebody who will work with minors has a record, asked of the police.

CREATE TABLE screening_request (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  employer text NOT NULL,
  sector text NOT NULL,
  occasion text NOT NULL,
  name_sealed bytea NOT NULL,
  resident_id_sealed bytea NOT NULL,
  resident_id_hash bytea,
  position text NOT NULL,
  is_told boolean NOT NULL,
  requested_on date NOT NULL,
  answer_by date NOT NULL,
  answered_on date,
  answer text,
  reference text,
  outcome text,
  outcome_on date,
  withdrawn_on date,
  ended_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE screening_request IS '从业查询: 密切接触未成年人的岗位先查询后上岗、每年复查；有相关记录的不得录用、及时解聘 (附·派出所7；未成年人保护法 第六十二条；关于建立教职员工准入查询性侵违法犯罪信息制度的意见；个人信息保护法 第十三条)';
ALTER TABLE screening_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE screening_request FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON screening_request FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR ((SELECT current_setting('app.role', true) IN ('officer', 'office', 'police', 'discipline')) AND unit = (SELECT nullif(current_setting('app.unit', true), '')))));
CREATE POLICY writers ON screening_request FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR ((SELECT current_setting('app.role', true) IN ('officer', 'office', 'police', 'discipline')) AND unit = (SELECT nullif(current_setting('app.unit', true), '')))));
CREATE POLICY amenders ON screening_request FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR ((SELECT current_setting('app.role', true) IN ('officer', 'office', 'police', 'discipline')) AND unit = (SELECT nullif(current_setting('app.unit', true), '')))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR ((SELECT current_setting('app.role', true) IN ('officer', 'office', 'police', 'discipline')) AND unit = (SELECT nullif(current_setting('app.unit', true), '')))));
GRANT SELECT, INSERT, UPDATE ON screening_request TO hulei_app;

-- Requests whose answer falls due in a window (screening.requests-answered); the same person asked about before.
CREATE INDEX screening_request_due ON screening_request (township, answer_by);
CREATE INDEX screening_request_hash ON screening_request (township, resident_id_hash);
