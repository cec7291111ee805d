-- 0023 What the office asks of units and villages, and what they answer (交办事项).

CREATE TABLE office_request (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  what text NOT NULL,
  state text NOT NULL,
  due_on date NOT NULL,
  detail_sealed bytea,
  wants_evidence boolean NOT NULL,
  asked_by text NOT NULL,
  asked_on date NOT NULL,
  answer_sealed bytea,
  amount integer,
  evidence text[],
  answered_on date,
  return_reason_sealed bytea,
  closed_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE office_request IS '交办事项: 交办一件事，限期答复，认可或退回，逾期可见 (五(三)；五(四))';
ALTER TABLE office_request ENABLE ROW LEVEL SECURITY;
ALTER TABLE office_request FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON office_request FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY writers ON office_request FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
CREATE POLICY amenders ON office_request FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'system')) OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[]) OR unit = (SELECT nullif(current_setting('app.unit', true), ''))));
GRANT SELECT, INSERT, UPDATE ON office_request TO hulei_app;


-- What a unit or village still owes, and the day's look for what is overdue.
CREATE INDEX office_request_open ON office_request (township, due_on) WHERE closed_on IS NULL;
