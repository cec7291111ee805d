-- 0037 What is learnt from cases: reviews, problems, recommendations, rules; holding to account, vetoes, warning sessions, penalties.

CREATE TABLE rule (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  sort_key text COLLATE "C" NOT NULL,
  name text NOT NULL,
  type text,
  edition text NOT NULL,
  number text,
  in_force_from date NOT NULL,
  improves text,
  replaces uuid,
  document text[] NOT NULL DEFAULT '{}',
  ended_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, replaces) REFERENCES rule (township, id)
);
COMMENT ON TABLE rule IS '制度: 上报一个案件、办结一个问题、完善一项制度 (三；四(三)3)';
ALTER TABLE rule ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rule FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'officer', 'village', 'school', 'outside', 'system'))));
CREATE POLICY writers ON rule FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON rule FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON rule TO hulei_app;

CREATE TABLE rule_token (
  township text NOT NULL,
  token text COLLATE "C" NOT NULL,
  id uuid NOT NULL,
  village text,
  school text,
  unit text,
  PRIMARY KEY (township, token, id),
  FOREIGN KEY (township, id) REFERENCES rule (township, id)
);
COMMENT ON TABLE rule_token IS 'Search of rule by name: characters, full pinyin and initials from each syllable on, read by ranges over COLLATE "C" since LIKE is not leakproof under row policies.';
-- Replacing a row''s tokens.
CREATE INDEX rule_token_id ON rule_token (township, id);
ALTER TABLE rule_token ENABLE ROW LEVEL SECURITY;
ALTER TABLE rule_token FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON rule_token FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'officer', 'village', 'school', 'outside', 'system'))));
CREATE POLICY writers ON rule_token FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON rule_token FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON rule_token TO hulei_app;
GRANT DELETE ON rule_token TO hulei_app;
CREATE POLICY removers ON rule_token FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));


CREATE TABLE case_review (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  reviewed_on date NOT NULL,
  units text[] NOT NULL DEFAULT '{}',
  traced_sealed bytea NOT NULL,
  dissected_sealed bytea NOT NULL,
  rectified_sealed bytea NOT NULL,
  held_to_account_sealed bytea NOT NULL,
  accountability text NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE case_review IS '案件倒查: 每月5日前对上月案件逐案倒查，找出问题、整治、问责 (四(三)2；附·平安办5、纪委3)';
ALTER TABLE case_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_review FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON case_review FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON case_review AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON case_review FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON case_review FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON case_review TO hulei_app;



CREATE TABLE problem (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  code text NOT NULL,
  source text NOT NULL,
  what_sealed bytea NOT NULL,
  registered_on date NOT NULL,
  due_on date,
  state text NOT NULL,
  done_on date,
  done_note_sealed bytea,
  evidence text[] NOT NULL DEFAULT '{}',
  checked_on date,
  check_note_sealed bytea,
  closed_on date,
  rule uuid,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, rule) REFERENCES rule (township, id)
);
COMMENT ON TABLE problem IS '问题清单: 倒查发现的问题有人管、有期限、现场核查、销号，并完善一项制度 (四(三)2；附·平安办5)';
ALTER TABLE problem ENABLE ROW LEVEL SECURITY;
ALTER TABLE problem FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON problem FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON problem AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON problem FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))) AND (rule IS NULL OR EXISTS (SELECT FROM rule t WHERE t.township = problem.township AND t.id = problem.rule)));
CREATE POLICY amenders ON problem FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))) AND (rule IS NULL OR EXISTS (SELECT FROM rule t WHERE t.township = problem.township AND t.id = problem.rule)));
GRANT SELECT, INSERT, UPDATE ON problem TO hulei_app;



CREATE TABLE recommendation (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  problem uuid,
  form text NOT NULL,
  issued_by text NOT NULL,
  number text NOT NULL,
  title text NOT NULL,
  to_other text,
  body_sealed bytea NOT NULL,
  issued_on date NOT NULL,
  answer_by date NOT NULL,
  state text NOT NULL,
  answered_on date,
  answer_sealed bytea,
  evidence text[] NOT NULL DEFAULT '{}',
  checked_on date,
  check_note_sealed bytea,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE recommendation IS '建议书、提示函: 办案发现的漏洞以文书指出，按期回复，现场核查 (四(三)2；附·派出所1、安定法庭1、纪委3)';
ALTER TABLE recommendation ENABLE ROW LEVEL SECURITY;
ALTER TABLE recommendation FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON recommendation FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['court']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON recommendation AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON recommendation FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['court']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON recommendation FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['court']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['court']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON recommendation TO hulei_app;



CREATE TABLE accountability (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  code text NOT NULL,
  finding text NOT NULL,
  report_duty uuid,
  post text,
  grounds_sealed bytea,
  state text NOT NULL,
  open_by date,
  opened_on date,
  decide_by date,
  decided_on date,
  decision text,
  decision_note_sealed bytea,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, report_duty) REFERENCES report_duty (township, id)
);
COMMENT ON TABLE accountability IS '追责问责: 迟报瞒报、履职不力、特定身份人员涉案的，按期启动、按期决定 (四(三)3、五(四)；附·纪委2、纪委3、纪委4)';
ALTER TABLE accountability ENABLE ROW LEVEL SECURITY;
ALTER TABLE accountability FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON accountability FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system'))));
CREATE POLICY left_out ON accountability AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON accountability FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('discipline', 'system'))) AND (report_duty IS NULL OR EXISTS (SELECT FROM report_duty t WHERE t.township = accountability.township AND t.id = accountability.report_duty)));
CREATE POLICY amenders ON accountability FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('discipline', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('discipline', 'system'))) AND (report_duty IS NULL OR EXISTS (SELECT FROM report_duty t WHERE t.township = accountability.township AND t.id = accountability.report_duty)));
GRANT SELECT, INSERT, UPDATE ON accountability TO hulei_app;



CREATE TABLE veto (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  year text NOT NULL,
  decided_on date NOT NULL,
  grounds_sealed bytea NOT NULL,
  lifted_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE veto IS '一票否决: 发生案件的责任村、部门当年评先评优一票否决 (五(四))';
ALTER TABLE veto ENABLE ROW LEVEL SECURITY;
ALTER TABLE veto FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON veto FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system'))));
CREATE POLICY left_out ON veto AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON veto FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
CREATE POLICY amenders ON veto FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
GRANT SELECT, INSERT, UPDATE ON veto TO hulei_app;



CREATE TABLE warning_session (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  due_on date NOT NULL,
  held_on date,
  forms text[] NOT NULL DEFAULT '{}',
  attended integer,
  summary_sealed bytea,
  evidence text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE warning_session IS '警示教育: 涉案责任单位七日内召开班子会、干部职工警示教育大会 (四(四)1；附·党政办3)';
ALTER TABLE warning_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE warning_session FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON warning_session FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['party']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON warning_session AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON warning_session FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON warning_session FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'police', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR school = (SELECT nullif(current_setting('app.school', true), '')) OR unit = (SELECT nullif(current_setting('app.unit', true), '')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON warning_session TO hulei_app;



CREATE TABLE penalty (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  venue_type text NOT NULL,
  venue text NOT NULL,
  number text NOT NULL,
  penalised_on date NOT NULL,
  what_sealed bytea NOT NULL,
  publish_by date NOT NULL,
  published_on date,
  published_how text,
  evidence text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE penalty IS '涉案场所处罚: 涉案场所处罚到位，结果七日内全镇通报 (四(三)2；附·派出所4)';
ALTER TABLE penalty ENABLE ROW LEVEL SECURITY;
ALTER TABLE penalty FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON penalty FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON penalty AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON penalty FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON penalty FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['market']) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON penalty TO hulei_app;



-- Whether a case was reviewed.
CREATE INDEX case_review_matter ON case_review (township, matter);
-- The problems of a case; the open ones by day; whether a drawn code is taken.
CREATE INDEX problem_matter ON problem (township, matter);
CREATE INDEX problem_open ON problem (township, due_on) WHERE closed_on IS NULL;
CREATE INDEX problem_code ON problem (township, code);
-- The recommendations of a case; what falls due in a month.
CREATE INDEX recommendation_matter ON recommendation (township, matter);
CREATE INDEX recommendation_due ON recommendation (township, answer_by);
-- The findings of a case, of a late report, of a month; whether a drawn code is taken.
CREATE INDEX accountability_matter ON accountability (township, matter);
CREATE INDEX accountability_report ON accountability (township, report_duty) WHERE report_duty IS NOT NULL;
CREATE INDEX accountability_code ON accountability (township, code);
-- One line for a case becomes due by itself, whatever happens at once.
CREATE UNIQUE INDEX accountability_due_once ON accountability (township, matter) WHERE finding = 'special-suspect';
CREATE INDEX veto_matter ON veto (township, matter);
-- The sessions of a case, each body's once; those of a month.
CREATE UNIQUE INDEX warning_session_once ON warning_session (township, matter, coalesce(unit, ''), coalesce(village, ''), coalesce(school, ''));
CREATE INDEX warning_session_due ON warning_session (township, due_on);
CREATE INDEX penalty_matter ON penalty (township, matter);
CREATE INDEX penalty_due ON penalty (township, publish_by);
