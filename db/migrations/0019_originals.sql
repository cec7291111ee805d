-- 0019 A phone bakes time, place and recorder into a photo. The picture as the camera gave it lies beside the one that the
-- record names, in the same field: it is read, kept and erased with it.
ALTER TABLE file_use ADD COLUMN original_of text CHECK (original_of ~ '^[0-9a-f]{64}$');
ALTER TABLE file_promise ADD COLUMN original_of text CHECK (original_of ~ '^[0-9a-f]{64}$');
COMMENT ON COLUMN file_use.original_of IS 'Of an original: the picture with its watermark that the record names. Null: the record names the file itself.';
COMMENT ON COLUMN file_promise.original_of IS 'As in file_use, which it becomes.';

-- The originals beside a record's pictures, when it is opened.
CREATE INDEX file_use_originals ON file_use (township, record) WHERE original_of IS NOT NULL;
