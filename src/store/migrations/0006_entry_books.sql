-- The first and last version of an entry follow from the versions, which nothing but the taking over asked for: kept no more.

ALTER TABLE entry DROP COLUMN first_book;
ALTER TABLE entry DROP COLUMN last_book;
