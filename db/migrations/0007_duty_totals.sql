-- Counters of measures summed by village and unit: what the lights read. Each act appends what it added, beside its
-- contributions and in the same statement; a month's lights then read some hundred lines instead of every row due.

CREATE TABLE duty_total (
  township text NOT NULL,
  id bigint GENERATED ALWAYS AS IDENTITY,
  measure text NOT NULL,
  params text NOT NULL,
  window_kind text NOT NULL,
  window_key text NOT NULL,
  village text,
  unit text,
  due int NOT NULL,
  done int NOT NULL,
  late int NOT NULL,
  known_on date NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE duty_total IS 'Contributions of one act (or of one opening of a window) summed by village and unit. The sum up to a day is the count as it was known then; always equal to the sum of duty_contribution, which names the rows.';
-- The lights of a month as of a day, from the index alone.
CREATE INDEX duty_total_window ON duty_total (township, window_key, known_on)
  INCLUDE (measure, params, window_kind, village, unit, due, done, late);

INSERT INTO duty_total (township, measure, params, window_kind, window_key, village, unit, due, done, late, known_on)
SELECT township, measure, params, window_kind, window_key, village, unit, sum(due), sum(done), sum(late), known_on
FROM duty_contribution
GROUP BY township, measure, params, window_kind, window_key, village, unit, known_on
HAVING (sum(due), sum(done), sum(late)) <> (0, 0, 0);

ALTER TABLE duty_total ENABLE ROW LEVEL SECURITY;
ALTER TABLE duty_total FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON duty_total FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('office', 'leader', 'discipline', 'officer', 'police', 'county', 'system'))
    OR village = ANY ((SELECT string_to_array(current_setting('app.villages', true), ','))::text[])));
CREATE POLICY append ON duty_total FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON duty_total TO hulei_app;
