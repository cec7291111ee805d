-- 0010 Indexes that a benchmark of 20 townships showed to be missing or not to serve.

-- The child's file, with files that were merged into it: without this, every child of the township was looked at.
CREATE INDEX child_merged_into ON child (township, merged_into) WHERE merged_into IS NOT NULL;

-- What a row has contributed to a window so far (each act asks), and the rows of a window behind a light. One index
-- for both: of two, PostgreSQL chose the one without the row, and read a whole window for each visit.
DROP INDEX duty_contribution_window;
DROP INDEX duty_contribution_row;
CREATE INDEX duty_contribution_window ON duty_contribution (township, measure, window_kind, window_key, "row")
  INCLUDE (params, village, school, unit, due, done, late, known_on);
