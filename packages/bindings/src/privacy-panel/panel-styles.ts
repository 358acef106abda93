/**
 * How the panel looks. Light or dark follows the page's own color-scheme: a shop that is only light keeps a light panel.
 *
 * A sheet is adopted, never written into the page, so that a strict policy has nothing to forbid. Knobs and bars are drawn as
 * borders: they stay visible where the system chooses the colours. One rule a line, without spaces: a page loads it as it is.
 * A browser without light-dark() gets its own plain colours. Names with an underscore are ours: a shop's own '--ink', given to
 * '--aisle-privacy-ink', would go round in a circle otherwise.
 */
export const panelStyles = `
@supports (color:light-dark(red,red)){:host{
--_surface:var(--aisle-privacy-surface,light-dark(#f7f6f2,#15181d));
--_card:var(--aisle-privacy-card,light-dark(#fff,#1e222a));
--_ink:var(--aisle-privacy-ink,light-dark(#1b1f27,#eef0f4));
--_quiet:var(--aisle-privacy-quiet,light-dark(#5a616e,#a9b0bd));
--_line:var(--aisle-privacy-line,light-dark(#e0dfd9,#363c48));
--_accent:var(--aisle-privacy-accent,light-dark(#0b6a5c,#74d5c1));
--_on-accent:var(--aisle-privacy-on-accent,light-dark(#fff,#0c2520));
--_danger:var(--aisle-privacy-danger,light-dark(#ad2a1f,#ff9f93));
--_radius:var(--aisle-privacy-radius,14px);
--_font:var(--aisle-privacy-font,system-ui,sans-serif);
--_heading:var(--aisle-privacy-heading-font,var(--_font))
}}
:host{display:block;max-width:42rem}
:host([hidden]),:host([popup])>.panel{display:none}
*,::before,::after{box-sizing:border-box;margin:0;padding:0}
ul,ol{list-style:none}
button{border:0;background:none;color:inherit;font:inherit}
button,input,label,summary{cursor:pointer}
:focus-visible{outline:3px solid var(--_accent);outline-offset:2px}
h2:focus,h3:focus{outline:0}
dialog{position:fixed;inset:0 0 0 auto;width:min(35rem,100%);max-width:none;height:100%;max-height:none;border:0;background:var(--_surface,Canvas);overscroll-behavior:contain;scroll-padding:5rem 0;box-shadow:0 0 4rem #0006}
dialog::backdrop{background:#0b0e1499}
@media (prefers-reduced-motion:no-preference){dialog{animation:in .25s ease-out}input::before,input::after{transition:.15s}}
@keyframes in{from{transform:translateX(4rem);opacity:0}}
.panel{container-type:inline-size;padding-bottom:1.5rem;border-radius:var(--_radius);background:var(--_surface,Canvas);color:var(--_ink);font:1rem/1.5 var(--_font);font-synthesis:none;overflow-wrap:anywhere}
dialog>.panel{min-height:100%;border-radius:0}
header,.lead,.part{padding-inline:clamp(1rem,5cqi,1.75rem)}
header{position:sticky;z-index:1;top:0;display:flex;align-items:center;justify-content:space-between;padding-block:1rem .8rem;border-radius:inherit;background:inherit}
h2{font:600 1.6rem/1.15 var(--_heading)}
h3{margin-bottom:.75rem;font:600 1.15rem/1.3 var(--_heading)}
h4{font-size:.95rem;font-weight:600}
.drawn>div>h4{margin-bottom:.35rem}
.close{display:none;flex:none;width:44px;height:44px;border-radius:50%;font-size:1.9rem;line-height:1}
dialog .close{display:block}
.close:hover{background:var(--_line)}
.lead{display:flex;gap:.75rem;font-size:1.05rem}
.lead::before{content:'';flex:none;width:.7rem;height:.7rem;margin-top:.45em;border:2px solid var(--_accent);border-radius:50%}
.stored::before{background:var(--_accent)}
.part{padding-top:2.25rem}
.drawn{display:grid;gap:.85rem}
.quiet{color:var(--_quiet);font-size:.9rem}
.card{border:1px solid var(--_line);border-radius:var(--_radius);background:var(--_card)}
.card>li{padding:.85rem 1.1rem}
li+li{border-top:1px solid var(--_line)}
.row{display:grid;grid-template-columns:1fr auto;gap:1rem}
.name{display:block;font-weight:600}
.note{margin-top:.4rem;padding-left:.7rem;border-left:3px solid var(--_accent);font-size:.9rem}
.note:empty{display:none}
input{position:relative;width:52px;height:44px;border-radius:22px;appearance:none}
input::before,input::after{content:'';position:absolute;border:2px solid var(--_quiet);border-radius:15px}
input::before{inset:7px 0;background:var(--_card)}
input::after{top:14px;left:7px;border-width:8px}
:checked::before{border-color:var(--_accent);background:var(--_accent)}
:checked::after{left:27px;border-color:var(--_on-accent)}
.plain,.danger{justify-self:start;min-height:44px;padding:.6rem 1.2rem;border:1.5px solid;border-radius:calc(var(--_radius) * .75);font-weight:600;line-height:1.25}
.plain:hover{background:var(--_ink);color:var(--_surface)}
.danger{border-color:var(--_danger);background:var(--_danger);color:var(--_surface)}
.actions{display:flex;flex-wrap:wrap;gap:.75rem}
.actions>button{flex:1 1 auto}
.question{display:grid;gap:1rem;padding:1.1rem}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:1px;overflow:clip;background:var(--_line)}
.tile{padding:.8rem 1rem;background:var(--_card);color:var(--_quiet);font-size:.82rem}
.tile dd{color:var(--_ink);font:600 1.75rem/1.2 var(--_heading)}
@container (width<26rem){.tiles{grid-template-columns:1fr 1fr}}
summary{min-height:44px;padding:.6rem 0;color:var(--_accent);font-weight:600}
.lines dt{padding-top:.5rem;font-weight:600}
.card>.interest{display:grid;grid-template-columns:1fr auto auto;row-gap:.3rem;align-items:center;padding-block:.6rem}
.interest>input{grid-area:1 / 3 / 3;margin-left:1rem}
.bar{grid-area:2 / 1 / 3 / 3;border-radius:3px;background:var(--_line)}
.bar::before{content:'';display:block;width:var(--share);min-width:6px;border:3px solid var(--_accent);border-radius:3px}
.record{padding-block:.75rem}
.record:first-child{padding-top:0}
time{font-weight:600}
.status{position:sticky;bottom:1rem;margin:1.5rem clamp(1rem,5cqi,1.75rem) 0;padding:.85rem 1.1rem;border:1px solid;border-radius:var(--_radius);background:var(--_ink);color:var(--_surface)}
.status:empty{margin:0;padding:0;border:0}
`;
