//! Promises of `import`.

mod docx;
mod html;
