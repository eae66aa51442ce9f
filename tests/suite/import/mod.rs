//! Promises of `import`.

mod docx;
mod html;
mod pdf;
mod sheets;
