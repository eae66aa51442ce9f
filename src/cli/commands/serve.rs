//! `serve`: the workbench in the browser.
use super::{CommandError, Desk, Outcome};
use crate::{
    cli::{message::fill, output, serve_args::ServeArgs},
    web::{Clock, Listening, Opening, serve as serve_pages},
    workflow::OfficeError,
};

pub(super) fn serve(desk: &Desk, args: &ServeArgs) -> Result<Outcome, CommandError> {
    let program = std::env::current_exe().map_err(|source| OfficeError::NoProgram { source })?;
    let opening = Opening {
        workspace: desk.here()?,
        program: Some(program),
        clock: Clock::of_machine(desk.on),
        is_secure: false,
        only_here: true,
    };
    let tls = args.tls_cert.clone().zip(args.tls_key.clone());
    let scheme = match tls {
        Some(_) => "https",
        None => "http",
    };
    let listening = Listening {
        address: args.listen,
        tls,
        behind_proxy: args.behind_proxy,
    };
    serve_pages(opening, &listening, |address| {
        let at = format!("{scheme}://{address}/");
        output::complain(&fill(desk.language, "serve.listening", &[("at", &at)]));
    })?;
    output::complain(&fill(desk.language, "serve.stopped", &[]));
    Ok(Outcome::Done)
}
