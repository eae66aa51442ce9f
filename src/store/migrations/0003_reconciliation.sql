-- The reconciliation sheet of a run, as JSON under zstd.

ALTER TABLE run ADD COLUMN sheet BLOB;
