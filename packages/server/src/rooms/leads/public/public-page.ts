import { type CodeEntry, type CodeLists, nameOfCode } from '@hulei/core'
import type { Township } from '../../../platform/townships.ts'
import { Html, html } from './html.ts'
import { words } from './public.text.ts'
import type { RefusedFile } from './public-form.ts'
import { style } from './public-style.ts'

/** A page that a browser in a hurry is sent to: nothing in it says where it came from. */
const HARMLESS = 'https://www.weather.com.cn/'
/** As much as fits beside what else is written into the story. */
export const STORY_LENGTH = 3000

export type Words = Readonly<Record<string, string | undefined>>

/** Where the pages of a township are: /report, or /report/<township> where there are several. */
export type Place = { readonly township: Township; readonly base: string }

export function layout(base: string | undefined, main: Html): string {
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noarchive"><title>${words.title}</title><style>${new Html(style)}</style></head>
<body><header>${base ? html`<a href="${base}/status">${words.lookUp}</a>` : html`<span></span>`}<a class="leave" rel="noreferrer nofollow" href="${HARMLESS}">${words.leave}</a></header>
<main>${main}</main><footer><p>${words.footer}</p></footer></body></html>`.text
}

/** 110 before anything else, then the numbers of the plan. */
export function emergency({ playbook }: Township): Html {
  const others = playbook.contacts.helplines.filter(({ phone }) => phone !== '110')
  return html`<section class="box now"><h2>${words.dangerTitle}</h2><a class="call" href="tel:110">110</a><p>${words.dangerText}</p>
<p class="lines">${words.otherLines} ${others.map(
    ({ name, phone }) => html`<a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${name} ${phone}</a> `,
  )}</p></section>`
}

/** A small photo field, for forms of which words are the lesser part. */
export const photoField = (label: string): Html =>
  html`<label><span class="label">${label}</span><input type="file" name="photos" multiple accept="image/jpeg,image/png,image/webp"></label>`

export const notice = (text: string | undefined): Html | undefined =>
  text === undefined ? undefined : html`<p class="box error" role="alert">${text}</p>`

/** `isTaken`: whether the words beside them were taken; where they were not, they stand on the page still. */
export const refusedFiles = (files: readonly RefusedFile[], isTaken: boolean): Html | undefined =>
  files.length === 0
    ? undefined
    : html`<section class="box error" role="alert"><h2>${isTaken ? words.refusedTitle : words.refusedAgain}</h2>${files.map(
        ({ name, why }) => html`<p>“${name}”：${why}</p>`,
      )}</section>`

type FormPage = {
  readonly form: string
  readonly words: Words
  /** Photos of this form that were kept before something else was wrong. */
  readonly photos?: readonly string[]
  readonly error?: string
  readonly refused?: readonly RefusedFile[]
  /** The sign from whose code the page was opened. */
  readonly sign?: { readonly token: string; readonly place: string }
}

/** The report's own form, with what was typed before. */
export function reportPage({ township, base }: Place, page: FormPage): string {
  const { playbook, lists } = township
  const { form, words: typed, photos = [], error, refused = [], sign } = page
  return layout(
    base,
    html`<h1>${words.heading}</h1><p>${words.intro}</p>${notice(error)}${refusedFiles(refused, false)}${emergency(township)}
<form method="post" action="${base}" enctype="multipart/form-data"><input type="hidden" name="form" value="${form}">${sign ? html`<input type="hidden" name="at" value="${sign.token}">` : ''}${photos.map(
      (sha256) => html`<input type="hidden" name="kept" value="${sha256}">`,
    )}
<section class="box"><label><span class="label">${words.story}</span><span class="hint">${words.storyHint}</span><textarea name="story" required maxlength="${STORY_LENGTH}">${lineStart(typed.story)}</textarea></label>
${check('isDangerNow', words.isDangerNow, typed)}</section>
<fieldset><h2>${words.whereTitle}</h2>${sign ? html`<p>${sign.place}</p>` : html`<div class="two">${choice('onVillage', words.village, list(lists, 'villages'), typed, words.dontKnow)}${choice('setting', words.setting, ownWords(words.settings), typed, words.dontKnow)}</div>`}
${line('where', words.where, typed, 100, words.whereHint)}
<div class="two">${choice('when', words.when, ownWords(words.whens), typed, words.notSure)}${choice('concerns', words.concerns, ownWords(words.kinds), typed, words.notSure)}</div>
${line('child', words.child, typed, 100, words.childHint)}</fieldset>
<section class="box">${files(photos.length)}</section>
<section class="box"><details${new Html(hasInsider(typed) ? ' open' : '')}><summary>${words.insiderTitle}</summary><p>${words.insiderText(playbook.contacts.outside.name)}</p>
${check('isInsider', words.isInsider, typed)}${check('insiderIsLeader', words.insiderIsLeader, typed)}
<div class="two">${choice('insiderUnit', words.insiderUnit, unitsOf(township), typed, words.dontKnow)}${choice('insiderVillage', words.insiderVillage, list(lists, 'villages'), typed, words.dontKnow)}
${choice('insiderSchool', words.insiderSchool, list(lists, 'schools'), typed, words.dontKnow)}${line('insiderName', words.insiderName, typed, 30)}</div></details></section>
<fieldset><h2>${words.contactTitle}</h2><p>${words.contactText}</p><div class="two">${line('reporterName', words.reporterName, typed, 30)}${line('reporterPhone', words.reporterPhone, typed, 40)}</div></fieldset>
<button>${words.send}</button><p class="hint">${words.sendHint}</p></form>`,
  )
}

/** Where words or photos are added to a report, by its code. */
export const addForm = (base: string, given: { code: string; form: string; story?: string }): Html =>
  html`<form class="box" method="post" action="${base}/add" enctype="multipart/form-data"><h2>${words.addTitle}</h2>
<input type="hidden" name="code" value="${given.code}"><input type="hidden" name="form" value="${given.form}">
<label><span class="label">${words.addStory}</span><textarea name="story" maxlength="${STORY_LENGTH}">${lineStart(given.story)}</textarea></label>
${files(0)}<p></p><button>${words.addSend}</button></form>`

/** Where a code is typed. */
export const codeForm = (base: string): Html =>
  html`<form class="box" method="post" action="${base}/status" enctype="multipart/form-data"><label><span class="label">${words.code}</span><span class="hint">${words.codeHint}</span>
<input name="code" required maxlength="60" autocomplete="off" autocapitalize="characters" spellcheck="false"></label><p></p><button>${words.look}</button></form>
<p><a href="${base}">${words.back}</a></p>`

export const townsPage = (towns: readonly Township[]): string =>
  layout(
    undefined,
    html`<h1>${words.heading}</h1><section class="box now"><h2>${words.dangerTitle}</h2><a class="call" href="tel:110">110</a></section>
<section class="box"><h2>${words.chooseTown}</h2>${towns.map(({ code, name }) => html`<p><a href="/report/${code}">${name}</a></p>`)}</section>`,
  )

const files = (kept: number): Html =>
  html`${kept > 0 ? html`<p>${words.photosKept(kept)}</p>` : ''}<label><span class="label">${words.photos}</span><span class="hint">${words.photosHint}</span><input type="file" name="photos" multiple accept="image/jpeg,image/png,image/webp"></label>`

const line = (name: string, label: string, typed: Words, most: number, hint?: string): Html =>
  html`<label><span class="label">${label}</span>${hint ? html`<span class="hint">${hint}</span>` : ''}<input name="${name}" maxlength="${most}" value="${typed[name] ?? ''}" autocomplete="off"></label>`

const check = (name: string, label: string, typed: Words): Html =>
  html`<label class="check"><input type="checkbox" name="${name}" value="1"${new Html(typed[name] ? ' checked' : '')}><span>${label}</span></label>`

const choice = (
  name: string,
  label: string,
  entries: readonly CodeEntry[],
  typed: Words,
  none: string,
): Html =>
  html`<label><span class="label">${label}</span><select name="${name}"><option value="">${none}</option>${entries.map(
    ({ id, name: title }) =>
      html`<option value="${id}"${new Html(typed[name] === id ? ' selected' : '')}>${title}</option>`,
  )}</select></label>`

const list = (lists: CodeLists, name: string): readonly CodeEntry[] =>
  (lists.get(name) ?? []).filter(({ isRetired }) => !isRetired)

/** Units that are asked for by name; the villages have a list of their own. */
const unitsOf = ({ playbook, lists }: Township): CodeEntry[] =>
  playbook.units
    .filter(({ kind }) => kind !== 'village')
    .map(({ id }) => ({ id, name: nameOfCode(lists, 'units', id) }))

const ownWords = (of: Readonly<Record<string, string>>): CodeEntry[] =>
  Object.entries(of).map(([id, name]) => ({ id, name }))

const hasInsider = (typed: Words): boolean =>
  Object.entries(typed).some(([name, value]) => /^(isI|i)nsider/.test(name) && !!value)

/** A browser drops the first line break of a text area. */
const lineStart = (story: string | undefined): string =>
  story?.startsWith('\n') ? `\n${story}` : (story ?? '')
