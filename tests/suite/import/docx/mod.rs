//! Word documents: what is read, where it stands, and what is left out.

mod body;
mod hostile;
mod numbering;
mod paper;
mod places;
mod tables;
