-- 0006 Imports of the children's ledger: a run, its rows, and the cells that must not be seen.

CREATE TABLE import_run (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  account text NOT NULL,
  actor jsonb NOT NULL,
  state text NOT NULL CHECK (state IN ('reading', 'ready', 'running', 'done', 'failed')),
  received_at timestamptz NOT NULL,
  touched_at timestamptz NOT NULL DEFAULT now(),
  progress real NOT NULL DEFAULT 0,
  parent uuid,
  batches int NOT NULL DEFAULT 0,
  content bytea NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE import_run IS 'A ledger that was handed in (导入台账): what was understood of its sheets, and how far it has come. content (file name, sheets, fault) is encrypted under the run''s own data key. actor is the post under which it was started, so that a run that was cut off goes on under the same.';
-- The list of runs, newest first.
CREATE INDEX import_run_newest ON import_run (township, received_at DESC);
ALTER TABLE import_run ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_run FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON import_run FOR ALL TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT, UPDATE, DELETE ON import_run TO hulei_app;

CREATE TABLE import_row (
  township text NOT NULL,
  run uuid NOT NULL,
  ordinal int NOT NULL,
  account text NOT NULL,
  sheet int NOT NULL,
  line int NOT NULL,
  fate text NOT NULL CHECK (fate IN ('created', 'updated', 'unchanged', 'rejected')),
  batch int,
  applied_at timestamptz,
  child uuid,
  waiting int NOT NULL DEFAULT 0,
  content bytea,
  sealed bytea,
  PRIMARY KEY (township, run, ordinal),
  FOREIGN KEY (township, run) REFERENCES import_run (township, id) ON DELETE CASCADE
);
COMMENT ON TABLE import_row IS 'One line of a ledger and what became (or would become) of it. content (cells, faults, changes) is encrypted under the run''s data key. waiting counts concerns that still want an approver. sealed holds cells with sealed words, under a key of their own that only the system opens, until the child is there.';
-- Rows by fate, as the screen filters them; and the rows of a batch.
CREATE INDEX import_row_fate ON import_row (township, run, fate, ordinal);
CREATE INDEX import_row_batch ON import_row (township, run, batch, ordinal) WHERE batch IS NOT NULL;
ALTER TABLE import_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE import_row FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON import_row FOR ALL TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR account = (SELECT nullif(current_setting('app.account', true), ''))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'system'))
    OR account = (SELECT nullif(current_setting('app.account', true), ''))));
GRANT SELECT, INSERT, UPDATE, DELETE ON import_row TO hulei_app;

CREATE TABLE sealed_cell (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  run uuid NOT NULL,
  line int NOT NULL,
  child uuid NOT NULL,
  received_at timestamptz NOT NULL,
  handled_at timestamptz,
  content bytea NOT NULL,
  PRIMARY KEY (township, id),
  FOREIGN KEY (township, child) REFERENCES child (township, id)
);
COMMENT ON TABLE sealed_cell IS 'A cell of a ledger that would show who was harmed (方案 sealedWords). It never becomes a category; the office alone sees that it exists. content is encrypted under the child''s data key. The same cell handed in twice is one row: its id follows from the child and the words.';
-- What waits for the office, oldest first.
CREATE INDEX sealed_cell_waiting ON sealed_cell (township, received_at) WHERE handled_at IS NULL;
ALTER TABLE sealed_cell ENABLE ROW LEVEL SECURITY;
ALTER TABLE sealed_cell FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON sealed_cell FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('office', 'system')));
-- Whoever hands in the ledger, it is the system that puts the cell away.
CREATE POLICY writers ON sealed_cell FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
CREATE POLICY amenders ON sealed_cell FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('office', 'system')))
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('office', 'system')));
GRANT SELECT, INSERT, UPDATE ON sealed_cell TO hulei_app;
