// Installs what the lock file names, when it changed or nothing is installed yet; runs before `npm start`, `npm test`
// and `npm run hulei` under whatever Node started npm, so it uses nothing but Node 18's own library.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const marker = join(root, 'node_modules', '.hulei-installed')
const lock = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex')
const isQuiet = process.argv.includes('--quiet')

if (!existsSync(marker) || readFileSync(marker, 'utf8') !== lock) {
  if (!isQuiet) console.log('正在安装依赖（第一次需要几分钟）…')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  // Standard output stays clean for commands whose output is an interface.
  const options = {
    cwd: root,
    stdio: ['ignore', isQuiet ? 2 : 1, 2],
    env: { ...process.env, npm_config_engine_strict: 'false' },
  }
  if (npm) execFileSync(process.execPath, [npm, ...args], options)
  else execFileSync('npm', args, options)
  writeFileSync(marker, lock)
}

if (process.argv.includes('--test')) installBrowser()

/** Browser tests drive Debian's Chromium with Chinese fonts; where the system does not let us install, say what to do. */
function installBrowser() {
  const found = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].some(existsSync)
  const hasFonts = existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')
  if (process.env.HULEI_CHROMIUM || (found && hasFonts)) return
  const canInstall = existsSync('/usr/bin/apt-get') && process.getuid?.() === 0
  if (!canInstall) {
    if (!found)
      console.error(
        '没有找到 Chromium：浏览器测试会失败。请安装 chromium，或用 HULEI_CHROMIUM 指明它的位置。',
      )
    return
  }
  console.log('正在安装浏览器测试用的 Chromium 和中文字体…')
  const apt = (...args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 2],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  apt('update', '-qq')
  apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk')
}
