-- 0005 Visits, duties (attestation, exemption, the counters of measures) and supervision (meetings, talks, bulletins).

CREATE TABLE visit (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  visited_on date NOT NULL,
  household uuid,
  visitor text NOT NULL,
  outcome text NOT NULL,
  outcome_note_sealed bytea,
  place_sealed bytea,
  at_home_sealed bytea,
  children jsonb NOT NULL,
  answers_sealed bytea NOT NULL,
  hazards text[] NOT NULL DEFAULT '{}',
  told text[] NOT NULL DEFAULT '{}',
  agreed_sealed bytea,
  follow_up_sealed bytea,
  follow_up_on date,
  observation_sealed bytea,
  signature text NOT NULL,
  signer text,
  signature_note text,
  signature_file text[] NOT NULL DEFAULT '{}',
  photos text[] NOT NULL DEFAULT '{}',
  paper_form text[] NOT NULL DEFAULT '{}',
  withdrawn_on date,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, household) REFERENCES household (township, id)
);
COMMENT ON TABLE visit IS '走访: 每月上户走访，了解生活、监护、上学情况和安全隐患 (附·村级1；未成年人保护法 第四十三条)';
ALTER TABLE visit ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON visit FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare']) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY writers ON visit FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND (household IS NULL OR EXISTS (SELECT FROM household t WHERE t.township = visit.township AND t.id = visit.household)));
CREATE POLICY amenders ON visit FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])) AND (household IS NULL OR EXISTS (SELECT FROM household t WHERE t.township = visit.township AND t.id = visit.household)));
GRANT SELECT, INSERT, UPDATE ON visit TO hulei_app;
 

CREATE TABLE attestation (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  duty text NOT NULL,
  "window" text NOT NULL,
  statement text NOT NULL,
  amount integer,
  evidence text[] NOT NULL DEFAULT '{}',
  attested_on date NOT NULL,
  returned_on date,
  return_reason text,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE attestation IS '履职报备: 对系统记录不能证明的职责，由责任单位附证据报备 (附；五(四))';
ALTER TABLE attestation ENABLE ROW LEVEL SECURITY;
ALTER TABLE attestation FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON attestation FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON attestation FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON attestation FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON attestation TO hulei_app;
 

CREATE TABLE exemption (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  duty text NOT NULL,
  reason text NOT NULL,
  "from" date NOT NULL,
  "to" date NOT NULL,
  ended_on date,
  first_to date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE exemption IS '免除: 记录职责免除的原因与期限 (五(三))';
ALTER TABLE exemption ENABLE ROW LEVEL SECURITY;
ALTER TABLE exemption FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON exemption FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'county', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON exemption FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
CREATE POLICY amenders ON exemption FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
GRANT SELECT, INSERT, UPDATE ON exemption TO hulei_app;
 

CREATE TABLE supervision_meeting (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  form text NOT NULL,
  held_on date NOT NULL,
  chair text NOT NULL,
  present text[] NOT NULL DEFAULT '{}',
  summary text NOT NULL,
  decisions jsonb NOT NULL,
  minutes text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE supervision_meeting IS '调度讲评: 半月一调度、一月一讲评、一季一问效 (五(四))';
ALTER TABLE supervision_meeting ENABLE ROW LEVEL SECURITY;
ALTER TABLE supervision_meeting FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON supervision_meeting FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'officer', 'police', 'school', 'village', 'system'))));
CREATE POLICY writers ON supervision_meeting FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
CREATE POLICY amenders ON supervision_meeting FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
GRANT SELECT, INSERT, UPDATE ON supervision_meeting TO hulei_app;
 

CREATE TABLE talk (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  talked_on date NOT NULL,
  by text NOT NULL,
  because text NOT NULL,
  promised text,
  due_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE talk IS '约谈: 约谈工作落后的村和部门，记录整改要求 (五(四))';
ALTER TABLE talk ENABLE ROW LEVEL SECURITY;
ALTER TABLE talk FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON talk FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON talk FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
CREATE POLICY amenders ON talk FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))));
GRANT SELECT, INSERT, UPDATE ON talk TO hulei_app;
 

CREATE TABLE bulletin (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  month text NOT NULL,
  status text NOT NULL,
  title text NOT NULL,
  blocks jsonb NOT NULL,
  as_of date NOT NULL,
  issue_number integer,
  issued_on date,
  signed_by text,
  content_hash text,
  log_head text,
  supersedes uuid,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, supersedes) REFERENCES bulletin (township, id)
);
COMMENT ON TABLE bulletin IS '通报: 每月一期工作情况通报 (五(四))';
ALTER TABLE bulletin ENABLE ROW LEVEL SECURITY;
ALTER TABLE bulletin FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON bulletin FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'officer', 'police', 'school', 'village', 'county', 'system'))));
CREATE POLICY writers ON bulletin FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
CREATE POLICY amenders ON bulletin FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'system'))));
GRANT SELECT, INSERT, UPDATE ON bulletin TO hulei_app;
 

-- The visits of a household, and of a village by day.
CREATE INDEX visit_by_day ON visit (township, village, visited_on DESC, id);
CREATE INDEX visit_household ON visit (township, household) WHERE household IS NOT NULL;

CREATE TABLE visit_child (
  township text NOT NULL,
  child uuid NOT NULL,
  visit uuid NOT NULL,
  village text NOT NULL,
  school text,
  unit text,
  visited_on date NOT NULL,
  received_on date NOT NULL,
  outcome text NOT NULL,
  counts boolean NOT NULL,
  is_complete boolean NOT NULL,
  seen boolean NOT NULL,
  alone boolean NOT NULL,
  PRIMARY KEY (township, child, visit),
  FOREIGN KEY (township, child) REFERENCES child (township, id),
  FOREIGN KEY (township, visit) REFERENCES visit (township, id)
);
COMMENT ON TABLE visit_child IS 'One line per child of a visit, kept by the visit acts: what measures count and the child''s file lists. counts: the outcome counts by the playbook and the visit was not withdrawn; is_complete: form, guardian''s confirmation and photo are there.';
-- A village's month, and the visit list of a worker: what was done, by child.
CREATE INDEX visit_child_month ON visit_child (township, village, visited_on) INCLUDE (child, counts, is_complete);
CREATE INDEX visit_child_visit ON visit_child (township, visit);

ALTER TABLE visit_child ENABLE ROW LEVEL SECURITY;
ALTER TABLE visit_child FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON visit_child FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'leader', 'system'))
    OR (SELECT string_to_array(current_setting('app.remits', true), ',') && ARRAY['welfare'])
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
-- A visit can only be written for a child that the writer sees: the sub-select is under the register's own policy.
CREATE POLICY writers ON visit_child FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]))
    AND EXISTS (SELECT FROM child t WHERE t.township = visit_child.township AND t.id = visit_child.child
      AND t.village = visit_child.village));
CREATE POLICY removers ON visit_child FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
GRANT SELECT, INSERT, DELETE ON visit_child TO hulei_app;

-- Attestations and exemptions of a duty in a window.
CREATE INDEX attestation_duty ON attestation (township, "window", duty);
CREATE INDEX bulletin_month ON bulletin (township, month);

-- Duties ----------------------------------------------------------------------------------------------------------

CREATE TABLE duty_window (
  township text NOT NULL REFERENCES township (code),
  measure text NOT NULL,
  params text NOT NULL,
  window_kind text NOT NULL,
  window_key text NOT NULL,
  window_from date NOT NULL,
  window_to date NOT NULL,
  known_from date NOT NULL,
  measure_version int NOT NULL,
  playbook_version int NOT NULL,
  PRIMARY KEY (township, measure, params, window_kind, window_key)
);
COMMENT ON TABLE duty_window IS 'Windows in which a measure is counted. known_from: the first business day of which the count is known; earlier than that nothing is claimed.';

CREATE TABLE duty_contribution (
  township text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  measure text NOT NULL,
  params text NOT NULL,
  window_kind text NOT NULL,
  window_key text NOT NULL,
  "row" uuid NOT NULL,
  village text,
  school text,
  unit text,
  due int NOT NULL,
  done int NOT NULL,
  late int NOT NULL,
  known_on date NOT NULL,
  act uuid,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE duty_contribution IS 'What each act added to or took from a measure''s count, for one row in one window: the sum is today''s count, the sum up to a day is the count as it was known then. Appended, never updated, so no act waits for another''s counter.';
-- The lights of a window as of a day, from the index alone.
CREATE INDEX duty_contribution_window ON duty_contribution (township, window_kind, window_key, measure, known_on)
  INCLUDE (params, village, school, unit, "row", due, done, late);
-- What a row has contributed so far.
CREATE INDEX duty_contribution_row ON duty_contribution (township, "row", measure, window_key) INCLUDE (params, due, done, late);

ALTER TABLE duty_window ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_window FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON duty_window FOR ALL TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (SELECT current_setting('app.role', true) <> ''))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT, UPDATE ON duty_window TO hulei_app;

ALTER TABLE duty_contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_contribution FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON duty_contribution FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'officer', 'police', 'county', 'system'))
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])
    OR school = (SELECT nullif(current_setting('app.school', true), ''))));
CREATE POLICY append ON duty_contribution FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON duty_contribution TO hulei_app;
