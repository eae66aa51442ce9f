//! Help and usage errors in the chosen language; clap's own words are English only.
use std::process::ExitCode;

use clap::{
    Arg, ArgAction, Command, CommandFactory as _,
    error::{ContextKind, ErrorKind},
};

use super::{
    Language, WRONG_USE,
    args::Args,
    message::{fill, text},
    output,
};

/// The command with every text in one language.
pub(super) fn command(language: Language) -> Command {
    let mut command = localize(Args::command(), language, "taizhang", true);
    command.build();
    command
}

/// Every help page: command and text.
pub(super) fn pages(language: Language) -> Vec<(String, String)> {
    let mut root = command(language);
    let mut pages = vec![("taizhang".to_owned(), root.render_help().to_string())];
    collect(&mut root, "", &mut pages);
    pages
}

/// Pages of the commands below one, each before those below it.
fn collect(over: &mut Command, path: &str, pages: &mut Vec<(String, String)>) {
    for sub in over.get_subcommands_mut() {
        if sub.get_name() == "help" {
            continue;
        }
        let name = format!("{path}{}", sub.get_name());
        pages.push((name.clone(), sub.render_help().to_string()));
        collect(sub, &format!("{name} "), pages);
    }
}

fn localize(command: Command, language: Language, key: &str, is_root: bool) -> Command {
    let t = |k: &str| text(language, k);
    let template = format!(
        "{{about}}\n\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
        t("help.usage-heading")
    );
    let ids: Vec<(String, bool)> = command
        .get_arguments()
        .map(|a| (a.get_id().to_string(), a.is_positional()))
        .collect();
    let mut command = command
        .about(t(&format!("help.{key}.about")))
        .help_template(template)
        .subcommand_help_heading(t("help.commands-heading"))
        .disable_help_subcommand(true)
        .disable_help_flag(true)
        .override_usage(t(&format!("help.{key}.usage")));
    for (id, is_positional) in ids {
        let own = format!("help.{key}.{id}");
        let heading = t(if is_positional {
            "help.arguments-heading"
        } else {
            "help.options-heading"
        });
        let help = if rust_i18n::t!(&own, locale = language.tag()) == own {
            t(&format!("help.everywhere.{id}"))
        } else {
            t(&own)
        };
        command = command.mut_arg(id, |arg| arg.help(help).help_heading(heading));
    }
    if is_root {
        command = command
            .arg(flag("version", 'V', ArgAction::Version, language))
            .after_help(t("help.taizhang.after"));
    }
    let names: Vec<String> = command
        .get_subcommands()
        .map(|s| s.get_name().to_owned())
        .collect();
    for name in names {
        let key = match is_root {
            true => name.clone(),
            false => format!("{key}.{name}"),
        };
        command = command.mut_subcommand(&name, |sub| localize(sub, language, &key, false));
    }
    command.arg(flag("help", 'h', ArgAction::Help, language))
}

fn flag(name: &'static str, short: char, action: ArgAction, language: Language) -> Arg {
    Arg::new(name)
        .long(name)
        .short(short)
        .action(action)
        .help(text(language, &format!("help.everywhere.{name}")))
        .help_heading(text(language, "help.options-heading"))
}

/// Prints what clap has to say: help and version to stdout, errors in our own words to stderr.
pub(super) fn report(error: &clap::Error, language: Language) -> ExitCode {
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (argument, value) = (
        context(ContextKind::InvalidArg),
        context(ContextKind::InvalidValue),
    );
    let say = |key: &str| {
        let suggested = [
            ContextKind::SuggestedSubcommand,
            ContextKind::SuggestedArg,
            ContextKind::SuggestedValue,
        ]
        .into_iter()
        .map(context)
        .find(|s| !s.is_empty());
        let mut line = fill(
            language,
            &format!("usage.{key}"),
            &[
                ("argument", &argument),
                ("value", &value),
                ("command", &context(ContextKind::InvalidSubcommand)),
                (
                    "detail",
                    &std::error::Error::source(error)
                        .map(ToString::to_string)
                        .unwrap_or_default(),
                ),
            ],
        );
        if let Some(suggested) = suggested {
            line.push_str(&fill(
                language,
                "usage.perhaps",
                &[("suggested", &suggested)],
            ));
        }
        output::complain(&fill(language, "usage.error", &[("what", &line)]));
        ExitCode::from(WRONG_USE)
    };
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            output::say(&error.to_string());
            ExitCode::SUCCESS
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            output::complain(&error.to_string());
            ExitCode::from(WRONG_USE)
        }
        ErrorKind::InvalidSubcommand => say("invalid-subcommand"),
        ErrorKind::UnknownArgument => say("unknown-argument"),
        ErrorKind::MissingRequiredArgument => say("missing-argument"),
        ErrorKind::InvalidValue if value.is_empty() => say("missing-value"),
        ErrorKind::InvalidValue => say("invalid-value"),
        ErrorKind::ValueValidation => say("invalid-value-detail"),
        ErrorKind::ArgumentConflict => say("conflict"),
        _ => say("other"),
    }
}
