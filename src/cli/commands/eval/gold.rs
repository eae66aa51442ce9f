//! Labelled texts.
use super::{CommandError, Desk, errors, show};
use crate::{
    cli::{args::Format, eval_args::EvalArgs, message::fill, output},
    workflow::{Answer, Evaluator, files_of, tallies},
};

pub(super) fn labelled(
    desk: &Desk,
    args: &EvalArgs,
    evaluator: &Evaluator,
) -> Result<(), CommandError> {
    let answers = evaluator.gold(&args.path, args.only.as_deref())?;
    if args.by_file {
        for file in files_of(&answers) {
            let of_it = answers.iter().filter(|a| a.item.file == file);
            let name = file.display().to_string();
            show(desk, args, Some(&name), &tallies(of_it))?;
        }
    } else {
        show(desk, args, None, &tallies(&answers))?;
    }
    let unsure = answers.iter().filter(|a| a.item.label.is_none()).count();
    if unsure > 0 {
        let count = unsure.to_string();
        output::complain(&fill(desk.language, "eval.unsure", &[("count", &count)]));
    }
    if args.errors {
        let wrong: Vec<&Answer> = answers.iter().filter(|a| a.is_wrong()).collect();
        match args.format.format {
            Format::Ndjson => wrong
                .iter()
                .for_each(|a| output::complain(&errors::object(evaluator, a).to_string())),
            Format::Table => {
                for answer in wrong {
                    errors::show(desk, evaluator, answer)?;
                }
            }
        }
    }
    Ok(())
}
