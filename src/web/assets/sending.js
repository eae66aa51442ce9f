// Dropping a folder onto the form and seeing how far it is; without this file the same form sends chosen files and folders.
(() => {
  "use strict";
  const walk = async (entry, path, out) => {
    if (entry.isFile) {
      const file = await new Promise((yes, no) => entry.file(yes, no));
      out.push([file, path + entry.name]);
    } else if (entry.isDirectory) {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((yes, no) => reader.readEntries(yes, no));
        if (!some.length) break;
        for (const inner of some) await walk(inner, path + entry.name + "/", out);
      }
    }
  };
  const send = (form, dropped) => {
    // The token and the batch come first: the server looks at them before it takes a file.
    const data = new FormData();
    data.append("token", form.elements.token.value);
    data.append("batch", form.elements.batch.value);
    if (dropped) {
      for (const [file, path] of dropped) data.append("files", file, path);
    } else {
      for (const input of form.querySelectorAll("input[type=file]")) {
        for (const file of input.files) data.append("files", file, file.webkitRelativePath || file.name);
      }
    }
    const note = form.querySelector("[data-sending]");
    const bar = note.querySelector("progress");
    note.hidden = false;
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.upload.addEventListener("progress", (e) => { if (e.lengthComputable) bar.value = (100 * e.loaded) / e.total; });
    request.addEventListener("load", () => {
      if (request.responseURL && request.status === 200) { window.location.assign(request.responseURL); return; }
      document.open(); document.write(request.responseText); document.close();
    });
    request.addEventListener("error", () => { note.hidden = true; });
    request.send(data);
  };
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("drop");
    if (!form) return;
    for (const hint of form.querySelectorAll("[data-drop]")) hint.hidden = false;
    form.addEventListener("submit", (e) => { e.preventDefault(); send(form, null); });
    form.addEventListener("dragover", (e) => { e.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", async (e) => {
      e.preventDefault();
      form.classList.remove("over");
      const entries = Array.from(e.dataTransfer.items).map((i) => i.webkitGetAsEntry()).filter(Boolean);
      const out = [];
      for (const entry of entries) await walk(entry, "", out);
      if (out.length) send(form, out);
    });
  });
})();
