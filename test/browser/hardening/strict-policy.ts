/** The strictest a shop may have. */
export const STRICTEST_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/** As the specification names it. */
export const NAMED_POLICY =
  "script-src 'self'; style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/** A script that writes down each violation in `window.violations`. */
export const WATCH_VIOLATIONS = `window.violations = [];
document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile }) =>
  violations.push([effectiveDirective, blockedURI, sourceFile].join(' ')));`;
