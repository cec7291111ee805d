import type { ErrorCode } from 'yaml'

const sentences: Readonly<Record<ErrorCode, string>> = {
  ALIAS_PROPS: '方案不能用 YAML 的锚点和引用（&、*），请把内容写全',
  BAD_ALIAS: '方案不能用 YAML 的锚点和引用（&、*），请把内容写全；以 * 或 & 开头的文字要加引号',
  BAD_COLLECTION_TYPE: '标签与内容不符，请删去以 ! 开头的标签',
  BAD_DIRECTIVE: '不能用以 % 开头的指令行',
  BAD_DQ_ESCAPE: '双引号里的反斜杠写法不对，可以改用单引号',
  BAD_INDENT: '缩进不对：同一层的内容要左对齐，下一层多缩进两个空格',
  BAD_PROP_ORDER: '标签或锚点的位置不对，请删去',
  BAD_SCALAR_START: '文字不能以这个符号开头，请给整段文字加引号',
  BLOCK_AS_IMPLICIT_KEY: '同一行里写了两个“名称: 值”，请分成两行，或给含冒号的文字加引号',
  BLOCK_IN_FLOW: '方括号、花括号里不能再用“- ”列表或换行写法',
  DUPLICATE_KEY: '名称写了两次，只能留一个',
  IMPOSSIBLE: '这里读不懂，请检查缩进和符号',
  KEY_OVER_1024_CHARS: '名称太长：冒号前面最多1024个字',
  MISSING_CHAR: '少了符号：检查冒号后的空格、引号是否成对、括号是否关上',
  MULTILINE_IMPLICIT_KEY: '名称不能跨行：冒号要写在名称同一行',
  MULTIPLE_ANCHORS: '方案不能用 YAML 的锚点和引用（&、*），请把内容写全',
  MULTIPLE_DOCS: '一个文件只能写一份方案，请删去“---”之后的内容',
  MULTIPLE_TAGS: '标签写了两个，请删去以 ! 开头的标签',
  NON_STRING_KEY: '冒号前面的名称只能是文字',
  RESOURCE_EXHAUSTION: '嵌套太深，方案没有这样深的内容',
  TAB_AS_INDENT: '缩进用了制表符（Tab），请改用空格',
  TAG_RESOLVE_FAILED: '不认识这个标签，请删去以 ! 开头的标签；以 ! 开头的文字要加引号',
  UNEXPECTED_TOKEN: '这里多了符号或文字，请检查括号、引号和缩进',
}

/** What a fault of YAML means to the one who writes a plan; the library speaks English. */
export const playbookSyntaxZh = (code: ErrorCode): string => sentences[code]
