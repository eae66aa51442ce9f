//! Promises of `import`.

mod archives;
mod damage;
mod doc;
mod docx;
mod facts;
mod encodings;
mod hostile;
mod html;
mod image;
mod mail;
mod mutants;
mod office_made;
mod odt;
mod ofd;
mod pdf;
mod rtf;
mod seeds;
mod sheets;
mod sound;
mod worker;
