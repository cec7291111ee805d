import {
  DEMO_DAY,
  DEMO_PASSWORD,
  demoCodeOf,
  demoUsers,
  type Made,
  makeDemo,
  type StoryOptions,
  usualStory,
} from '../demo/index.ts'
import { Refusal } from '../platform/errors.ts'
import { serve, stopOnSignal } from '../serve.ts'
import { openSystem, type System } from '../system.ts'
import { buildWeb } from './build-web.ts'
import { type Command, onePositional, print, readOptions } from './options.ts'

const options = {
  'no-serve': { type: 'boolean' },
  seed: { type: 'string' },
  scale: { type: 'string' },
} as const

/** Invents a township, and serves it with its sign-ins printed. */
export const demoCommand: Command = {
  summary: '演示：生成虚构的乡镇并启动（--no-serve 只生成；--seed N；--scale F）',
  async run(args) {
    const { config, values } = readOptions(args, options)
    const story = storyOf(values)
    if (values['no-serve']) {
      const system = await openSystem(config)
      try {
        const made = await makeVisibly(system, story, values.json)
        print(values.json, { ok: true, how: made.how, day: DEMO_DAY, acts: made.story.steps.length }, [
          said(made),
        ])
      } finally {
        await system.close()
      }
      return 0
    }
    await buildWeb(() => console.log('正在构建网页…'))
    const running = await serve(config, async (system) => {
      console.log(said(await makeVisibly(system, story, false)))
    })
    stopOnSignal(running)
    console.log(await signIns(story, running.url))
    return 0
  },
}

/** A demo account's code of this half minute. */
export const demoCode: Command = {
  summary: '演示账号此刻的动态口令（demo code 用户名）',
  async run(args) {
    const { values, positionals } = readOptions(args, options)
    const userName = onePositional(positionals, '演示账号的用户名')
    const code = await demoCodeOf(storyOf(values), userName, new Date())
    if (!code)
      throw new Refusal('demo.no-second-factor', 404, `演示账号里没有“${userName}”，或者它不用动态口令。`)
    print(values.json, { userName, code }, [code])
    return 0
  },
}

function storyOf(values: { seed?: string | undefined; scale?: string | undefined }): StoryOptions {
  const seed = Number(values.seed ?? usualStory.seed)
  const scale = Number(values.scale ?? usualStory.scale)
  if (!Number.isInteger(seed) || seed < 0) throw new Refusal('cli.usage', 400, '--seed 应为不小于0的整数')
  if (!(scale >= 0.02 && scale <= 4)) throw new Refusal('cli.usage', 400, '--scale 应在0.02到4之间')
  return { seed, scale }
}

const MINUTE = 60_000

async function makeVisibly(system: System, story: StoryOptions, isQuiet: boolean | undefined): Promise<Made> {
  let shown = 0
  const begun = performance.now()
  return await makeDemo(system, story, ({ done, of }) => {
    const tenth = Math.floor((done / of) * 10)
    if (isQuiet || tenth <= shown) return
    if (shown === 0) console.log(`正在生成虚构的乡镇（种子 ${story.seed}），约需一两分钟…`)
    shown = tenth
    const minutes = ((performance.now() - begun) / MINUTE).toFixed(1)
    console.log(`  ${tenth * 10}%（${done} 项办理，${minutes} 分钟）`)
  })
}

const said = ({ how, story }: Made): string =>
  ({
    made: `演示数据已生成：${story.steps.length} 项办理，业务日期停在 ${DEMO_DAY}。`,
    resumed: `上次生成中途停止，已接着完成：共 ${story.steps.length} 项办理，业务日期停在 ${DEMO_DAY}。`,
    there: `演示数据已在，没有改动；业务日期停在 ${DEMO_DAY}。`,
  })[how]

/** One address, and who can sign in. */
async function signIns(story: StoryOptions, url: string): Promise<string> {
  const now = new Date()
  // The seed decides the secrets, so a township of another seed is named with its codes.
  const unusual =
    story.seed === usualStory.seed && story.scale === usualStory.scale
      ? ''
      : ` --seed ${story.seed} --scale ${story.scale}`
  const users = await demoUsers(story)
  const rows = await Promise.all(
    users.map(async ({ userName, title, totpSecret }) => {
      const code = totpSecret ? `动态口令 ${await demoCodeOf(story, userName, now)}` : ''
      return `  ${userName.padEnd(18)}${code ? title.padEnd(14, '　') : title}${code}`
    }),
  )
  return [
    '',
    `护蕾演示已启动：${url}`,
    '',
    `密码都是 ${DEMO_PASSWORD}（只用于演示）。动态口令半分钟一换，再取：npm run -s hulei -- demo code 用户名${unusual}`,
    '',
    `  ${'用户名'.padEnd(15)}岗位`,
    ...rows,
    '',
    '按 Ctrl-C 停止。',
  ].join('\n')
}
