//! Checks of reports against ledgers, each on material built here: what it finds, and what it leaves alone.
mod fixture;
mod convey_delay;
mod day_count;
mod deploy_delay;
mod extension_breach;
mod impossible_date;
mod look_back;
mod missing_step;
mod no_progress;
mod overdue;
mod plan_delay;
mod requirement;
mod silent_reschedule;
mod standing_misuse;
mod step_order;
mod unproven_completion;
mod unreported;
