-- 0042 Rescue: one plan for a victim, who agreed, what units do and by when, under seal what proves it; young offenders; care teams.

CREATE TABLE rescue_plan (
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
  code text NOT NULL,
  helps text[] NOT NULL DEFAULT '{}',
  is_abandoned boolean NOT NULL,
  situation_sealed bytea NOT NULL,
  state text NOT NULL,
  made_on date NOT NULL,
  review_by date NOT NULL,
  outcome text,
  close_note_sealed bytea,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rescue_plan IS '救助方案: 每名被害人和家庭一份方案，几个单位一起帮，征得同意，定期评估，商定办结 (四(三)5；附·平安办10；未成年人保护法 第一百一十一条)';
ALTER TABLE rescue_plan ENABLE ROW LEVEL SECURITY;
ALTER TABLE rescue_plan FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rescue_plan FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rescue_plan AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rescue_plan FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rescue_plan FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rescue_plan TO hulei_app;

CREATE TABLE rescue_consent (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  plan uuid NOT NULL,
  by text NOT NULL,
  form text NOT NULL,
  helps text[] NOT NULL DEFAULT '{}',
  is_child_heard boolean NOT NULL,
  given_on date NOT NULL,
  kept_at text NOT NULL,
  withdrawn_on date,
  withdrawn_why_sealed bytea,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rescue_consent IS '救助同意: 帮助之前征得同意，随时可以撤回 (未成年人保护法 第四条；个人信息保护法 第二十八条至第三十一条)';
ALTER TABLE rescue_consent ENABLE ROW LEVEL SECURITY;
ALTER TABLE rescue_consent FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rescue_consent FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rescue_consent AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rescue_consent FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rescue_consent FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rescue_consent TO hulei_app;

CREATE TABLE rescue_review (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  plan uuid NOT NULL,
  reviewed_on date NOT NULL,
  finding_sealed bytea NOT NULL,
  next_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rescue_review IS '救助评估: 救助方案定期评估，按孩子的变化调整 (四(三)5；附·平安办10)';
ALTER TABLE rescue_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE rescue_review FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rescue_review FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rescue_review AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rescue_review FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rescue_review FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rescue_review TO hulei_app;

CREATE TABLE rescue_task (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  plan uuid NOT NULL,
  code text NOT NULL,
  help text NOT NULL,
  what_sealed bytea,
  made_on date NOT NULL,
  due_on date NOT NULL,
  state text NOT NULL,
  exposed_at timestamp with time zone,
  care_by timestamp with time zone,
  assessed_at timestamp with time zone,
  overdue_at timestamp with time zone,
  done_on date,
  result text,
  objection_sealed bytea,
  agreed_on date,
  stopped_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rescue_task IS '救助任务: 法律援助、心理、医疗、就学、安置、经济救助各有单位、有期限、有结果 (四(三)5；附·平安办10、卫生院3)';
ALTER TABLE rescue_task ENABLE ROW LEVEL SECURITY;
ALTER TABLE rescue_task FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rescue_task FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rescue_task AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rescue_task FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rescue_task FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rescue_task TO hulei_app;

CREATE TABLE rescue_proof (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  task uuid NOT NULL,
  done_on date NOT NULL,
  story_sealed bytea,
  photos text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE rescue_proof IS '救助佐证: 救助办理情况和佐证密封保存，只有办理单位和承办人能看 (四(三)5；个人信息保护法 第二十八条)';
ALTER TABLE rescue_proof ENABLE ROW LEVEL SECURITY;
ALTER TABLE rescue_proof FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rescue_proof FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON rescue_proof AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON rescue_proof FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON rescue_proof FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON rescue_proof TO hulei_app;

CREATE TABLE young_offender (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  code text NOT NULL,
  ground text NOT NULL,
  from_case uuid,
  opened_on date NOT NULL,
  is_in_correction boolean NOT NULL,
  correction_from date,
  correction_to date,
  outcome text,
  closed_on date,
  is_outside boolean NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE young_offender IS '失足青少年: 失足青少年一人一档、有人负责帮教，身份和犯罪记录封存 (四(三)5；附·司法所1；预防未成年人犯罪法 第五十六条、第五十九条；社区矫正法 第五十二条至第五十八条)';
ALTER TABLE young_offender ENABLE ROW LEVEL SECURITY;
ALTER TABLE young_offender FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON young_offender FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON young_offender AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR id <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON young_offender FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON young_offender FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR id = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON young_offender TO hulei_app;

CREATE TABLE offender_meeting (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  met_on date NOT NULL,
  way text NOT NULL,
  progress_sealed bytea NOT NULL,
  who text NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE offender_meeting IS '帮教记录: 帮教有经过；未成年社区矫正对象每月当面见到本人 (附·司法所1；预防未成年人犯罪法 第五十六条)';
ALTER TABLE offender_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE offender_meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON offender_meeting FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON offender_meeting AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON offender_meeting FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON offender_meeting FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['justice']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON offender_meeting TO hulei_app;

CREATE TABLE care_team (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text NOT NULL,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  name text NOT NULL,
  formed_on date NOT NULL,
  psychologists integer NOT NULL,
  volunteers integer NOT NULL,
  services text,
  confirmed_on date NOT NULL,
  ended_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE care_team IS '关爱队伍: 心理专家、志愿者关爱队伍建起来，成员每半年核实一次 (四(三)5；附·团委1)';
ALTER TABLE care_team ENABLE ROW LEVEL SECURITY;
ALTER TABLE care_team FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON care_team FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'officer', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON care_team FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON care_team FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON care_team TO hulei_app;

-- The plan of a victim; the plans of a matter (asked by the case room and by the measure); whether a drawn code is taken.
CREATE INDEX rescue_plan_person ON rescue_plan (township, person);
CREATE INDEX rescue_plan_matter ON rescue_plan (township, matter);
CREATE INDEX rescue_plan_code ON rescue_plan (township, code);
-- What belongs to a plan.
CREATE INDEX rescue_consent_plan ON rescue_consent (township, plan);
CREATE INDEX rescue_review_plan ON rescue_review (township, plan);
CREATE INDEX rescue_task_plan ON rescue_task (township, plan);
-- A unit's own tasks; tasks of a matter that goes outside; whether a drawn code is taken.
CREATE INDEX rescue_task_unit ON rescue_task (township, unit);
CREATE INDEX rescue_task_matter ON rescue_task (township, matter);
CREATE INDEX rescue_task_code ON rescue_task (township, code);
-- The 72 hours that still run (asked every quarter of a minute), and those of a month.
CREATE INDEX rescue_task_care ON rescue_task (township, care_by) WHERE care_by IS NOT NULL AND assessed_at IS NULL;
CREATE INDEX rescue_task_exposed ON rescue_task (township, exposed_at) WHERE exposed_at IS NOT NULL;
CREATE INDEX rescue_proof_task ON rescue_proof (township, task);
-- Whether a drawn code is taken; the meetings of a file in a month.
CREATE INDEX young_offender_code ON young_offender (township, code);
CREATE INDEX offender_meeting_matter ON offender_meeting (township, matter, met_on);
