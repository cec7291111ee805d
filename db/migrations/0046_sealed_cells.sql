-- 0046 Cells of ledgers that would show who was harmed are taken up by the police into a matter (seal.take-up-cell).

-- The office sees that they are there, and the police, who take them up; neither sees whose they are but by the act.
DROP POLICY readers ON sealed_cell;
CREATE POLICY readers ON sealed_cell FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('office', 'police', 'system')));
COMMENT ON COLUMN sealed_cell.handled_at IS 'When the police took it up; content is empty from then on, since it lies in the sealed file.';
