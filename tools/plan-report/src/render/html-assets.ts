/** The style of the page, for light and dark. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1f2328;--quiet:#59636e;--line:#d1d9e0;--panel:#f6f8fa;
--destroy:#c62828;--replace:#8e24aa;--update:#9a5b00;--create:#1a7f37;--other:#0969da}
@media(prefers-color-scheme:dark){:root{--paper:#0d1117;--ink:#e6edf3;--quiet:#9198a1;--line:#3d444d;--panel:#151b23;
--destroy:#ff7b72;--replace:#d2a8ff;--update:#e3b341;--create:#56d364;--other:#79c0ff}}
*{box-sizing:border-box}
body{font:15px/1.5 system-ui,sans-serif;margin:0 auto;max-width:72rem;padding:1.5rem 1rem 4rem;background:var(--paper);color:var(--ink)}
h1{margin:0;font-size:1.6rem}h2{margin:1.8rem 0 .5rem;font-size:1.05rem}small{color:var(--quiet);font-weight:400;font-size:.85em}
code,.change,summary,table{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.digest{margin:.3rem 0 0;color:var(--quiet);overflow-wrap:anywhere}.counts{margin:.6rem 0 0;display:flex;flex-wrap:wrap;gap:.4rem}
.chip{border:1px solid;border-radius:1rem;padding:.05rem .7rem;font-weight:600;font-size:.9rem}
.loss,.note{border:1px solid var(--line);border-left:4px solid var(--other);background:var(--panel);border-radius:6px;padding:.6rem 1rem;margin:1.2rem 0}
.loss{border-left-color:var(--destroy)}.loss h2{color:var(--destroy)}.loss h2,.note h2{margin:0 0 .3rem}.loss ul{margin:0;padding-left:1.2rem}.loss p,.note p{margin:.4rem 0 0}
.callout-permissive{border-left-color:var(--update)}.loss.callout-permissive h2{color:var(--update)}.loss h2::first-letter{text-transform:uppercase}
.means{margin:.4rem 0;padding-left:1.2rem;font:14px/1.5 system-ui,sans-serif}.permissive{color:var(--destroy);font-weight:600}
.picture{margin:1.2rem 0;border:1px solid var(--line);border-radius:6px;padding:.4rem .7rem}.picture>summary{font:600 1.05rem/1.6 system-ui,sans-serif}
.picture svg{display:block;margin:0 auto;max-width:100%;min-width:44rem;height:auto}.note>summary{font:600 1rem/1.6 system-ui,sans-serif}
.loss code,.note code{overflow-wrap:anywhere}
.tools{display:flex;gap:.5rem;margin:1.2rem 0 0;position:sticky;top:0;padding:.5rem 0;background:var(--paper)}
input{flex:1;min-width:0}input,button{font:inherit;padding:.4rem .7rem;border:1px solid var(--line);border-radius:6px;background:var(--panel);color:inherit}
button{cursor:pointer;white-space:nowrap}
.change{border:1px solid var(--line);border-left:4px solid var(--other);border-radius:6px;margin:.2rem 0;padding:.15rem .7rem;overflow-wrap:anywhere}
summary{cursor:pointer}.change b,.chip{color:var(--other)}
.wide{overflow-x:auto;margin:.4rem 0 .2rem}table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-top:1px solid var(--line);overflow-wrap:anywhere;white-space:pre-wrap}
th{font-weight:400;color:var(--quiet);width:32%}thead td{border-top:0;color:var(--quiet)}.said{color:var(--quiet);font-style:italic}
.schedules{table-layout:auto;min-width:48rem}.schedules th{color:inherit}.schedules td{white-space:nowrap}
em{color:var(--replace);font-weight:600}
.destroy{border-left-color:var(--destroy)}.change.destroy b,.chip.destroy{color:var(--destroy)}
.replace{border-left-color:var(--replace)}.change.replace b,.chip.replace{color:var(--replace)}
.update{border-left-color:var(--update)}.change.update b,.chip.update{color:var(--update)}
.create{border-left-color:var(--create)}.change.create b,.chip.create{color:var(--create)}
[hidden]{display:none}
@media(max-width:40rem){table,tbody,tr,th,td{display:block;width:100%}th,td{border-top:0;padding:.1rem 0}tr{border-top:1px solid var(--line);padding:.3rem 0;display:block}.schedules{min-width:0}thead{display:none}.schedules td{white-space:normal}}
@media print{.tools{display:none}}
`;

/** Search, and opening or closing all changes at once. */
export const SCRIPT = `
const changes=[...document.querySelectorAll('.change')];
document.querySelector('input')?.addEventListener('input',(event)=>{
  const wanted=event.target.value.toLowerCase();
  for(const change of changes)change.hidden=!change.textContent.toLowerCase().includes(wanted);
  for(const section of document.querySelectorAll('section')){
    const own=[...section.querySelectorAll('.change')];
    section.hidden=own.length>0&&own.every((change)=>change.hidden);
  }
});
for(const button of document.querySelectorAll('button'))button.addEventListener('click',()=>{
  for(const change of changes)change.open=button.dataset.open==='true';
});
`;
