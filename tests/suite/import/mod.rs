//! Promises of `import`.

mod damage;
mod docx;
mod html;
mod mutants;
mod pdf;
mod seeds;
mod sheets;
mod sound;
mod worker;
