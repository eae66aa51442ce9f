//! Writes words into `./index` and answers queries with places.
