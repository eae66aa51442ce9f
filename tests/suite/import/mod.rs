//! Promises of `import`.

mod archives;
mod damage;
mod docx;
mod html;
mod mutants;
mod pdf;
mod seeds;
mod sheets;
mod sound;
mod worker;
