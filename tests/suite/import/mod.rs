//! Promises of `import`.

mod docx;
mod html;
mod sheets;
