//! Checks of reports against ledgers, each on material built here: what it finds, and what it leaves alone.
mod fixture;
mod requirement;
