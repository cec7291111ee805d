/** A schema with everything that makes copying rows hard. */
export const SCHEMA = [
  'CREATE SCHEMA deep',
  'CREATE SCHEMA secret',
  // Alphabetically before what it refers to; refers to itself, too.
  'CREATE TABLE zparent (id int PRIMARY KEY, name text NOT NULL)',
  'CREATE TABLE achild (id int PRIMARY KEY, parent int NOT NULL REFERENCES zparent, elder int REFERENCES achild)',
  'CREATE TABLE deep.ring_a (id int PRIMARY KEY, b int)',
  'CREATE TABLE deep.ring_b (id int PRIMARY KEY, a int REFERENCES deep.ring_a DEFERRABLE INITIALLY IMMEDIATE)',
  'ALTER TABLE deep.ring_a ADD FOREIGN KEY (b) REFERENCES deep.ring_b DEFERRABLE INITIALLY IMMEDIATE',
  `CREATE TABLE "Odd "" Name" (n bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "a.b" text, bytes bytea, json jsonb,
     list text[], days date[], real double precision, exact numeric, at timestamptz, day date, span interval, id uuid, yes boolean,
     double_n bigint GENERATED ALWAYS AS (n * 2) STORED)`,
  'CREATE TABLE part (township text, id int, PRIMARY KEY (township, id)) PARTITION BY LIST (township)',
  `CREATE TABLE part_north PARTITION OF part FOR VALUES IN ('north')`,
  `CREATE TABLE part_rest PARTITION OF part DEFAULT`,
  'CREATE TABLE walled (id int PRIMARY KEY)',
  'ALTER TABLE walled ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE walled FORCE ROW LEVEL SECURITY',
  'CREATE TABLE counted (n int NOT NULL)',
  `CREATE FUNCTION count_parents() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
     INSERT INTO public.counted VALUES (new.id); RETURN new; END $$`,
  'CREATE TRIGGER counting AFTER INSERT ON zparent FOR EACH ROW EXECUTE FUNCTION count_parents()',
  'CREATE TABLE seeded (code text PRIMARY KEY)',
  `INSERT INTO seeded VALUES ('as shipped')`,
  'CREATE TABLE secret.data_key (id int PRIMARY KEY REFERENCES zparent, wrapped bytea)',
  'CREATE TABLE none (id int PRIMARY KEY)',
]

/** Rows for it: values that are easily lost in text, and the circles of references. */
export const ROWS = [
  `INSERT INTO zparent SELECT n, '名' || n FROM generate_series(1, 3000) n`,
  'INSERT INTO achild SELECT n, n, nullif(3001 - n, n) FROM generate_series(1, 3000) n',
  'BEGIN; SET CONSTRAINTS ALL DEFERRED; INSERT INTO deep.ring_a VALUES (1, 1); INSERT INTO deep.ring_b VALUES (1, 1); COMMIT',
  `INSERT INTO "Odd "" Name" ("a.b", bytes, json, list, days, real, exact, at, day, span, id, yes) VALUES
     (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
     ('', '', '""', '{}', '{}', 'NaN', 'NaN', '-infinity', 'infinity', '-1 mon 2 days', gen_random_uuid(), false),
     (E'\\\\N', E'\\\\x00ff0a', '{"a": [1, null]}', ARRAY[E'a,"b', NULL, 'NULL', ''], ARRAY[date '2024-02-29'], 0.1 + 0.2::float8,
       123456789012345678901234567890.123456789, '2024-05-20 08:00:00.123456+08', '0044-03-15 BC', '1 year 03:04:05.6', gen_random_uuid(), true),
     (E'一\\n二\\t三\\r四\\\\五\\b\\f\\v\\u2028 𠮷 \\\\.', NULL, NULL, NULL, NULL, 1e-300, 1e-30, NULL, NULL, NULL, NULL, NULL),
     (repeat('长', 700000), NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
  `INSERT INTO part VALUES ('north', 1), ('south', 1), ('west', 2)`,
  'INSERT INTO walled VALUES (1), (2)',
  `UPDATE seeded SET code = 'as changed'`,
  `INSERT INTO secret.data_key VALUES (1, '\\x01')`,
]
