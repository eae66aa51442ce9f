//! The workbench: who may open what, forms, hostile texts, uploads, log-in, answers to the browser.
mod access;
mod acts;
mod desk;
mod filling;
mod forms;
mod hostile;
mod house;
mod login;
mod pages;
mod upload;
