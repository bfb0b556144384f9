(() => {
  "use strict";
  const form = document.getElementById("filters");
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const openAll = () => all("details").forEach((one) => { one.open = true; });
  addEventListener("beforeprint", openAll);
  if (!form) return;
  const shown = form.elements.namedItem("shown");
  const findings = all(".finding");

  const apply = () => {
    const data = new FormData(form);
    const groups = new Set(data.getAll("group"));
    const rules = new Set(data.getAll("rule"));
    const words = String(data.get("path")).toLowerCase();
    const named = (one) => `${one.dataset.path}\n${one.textContent}`.toLowerCase().includes(words);
    const left = new Set();
    for (const one of findings) {
      one.hidden = !(groups.has(one.dataset.group) && rules.has(one.dataset.code) && (!words || named(one)));
      if (!one.hidden) left.add(one.id);
    }
    for (const part of all("[data-owners]")) part.hidden = !part.dataset.owners.split(" ").some((id) => left.has(id));
    for (const part of all(".changes")) {
      const owned = all("[data-owners]", part);
      part.hidden = owned.length > 0 && owned.every((one) => one.hidden);
    }
    let files = 0;
    for (const file of all(".file")) {
      file.hidden = all(".finding", file).every((one) => one.hidden);
      files += file.hidden ? 0 : 1;
    }
    shown.value = `${left.size} of ${findings.length} findings, in ${files} of ${all(".file").length} files`;
  };

  // A link to a finding that is filtered out, or in a part that is closed, leads there all the same.
  const go = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    if (target.closest("[hidden]")) form.reset();
    for (let part = target.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
    requestAnimationFrame(() => target.scrollIntoView());
  };

  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  addEventListener("hashchange", go);
  form.hidden = false;
  apply();
  go();
})();
