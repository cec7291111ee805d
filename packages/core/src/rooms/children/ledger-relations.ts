/** How people write what a guardian is to a child, and the code it is kept as. Longer words come before shorter ones. */
const relations: readonly (readonly [RegExp, string])[] = [
  [/^(?:外祖父母?|外祖母|外公|外婆|姥姥|姥爷|家公|家婆|外公外婆|外孙.?|外祖孙)$/u, 'maternal-grandparent'],
  [/^(?:祖父母?|祖母|爷爷|奶奶|爹爹|娭毑|爷爷奶奶|祖孙|爷孙|婆孙|奶孙|孙子?|孙女)$/u, 'grandparent'],
  [/^(?:父亲?|爸爸?|生父|继父|养父|父子|父女)$/u, 'father'],
  [/^(?:母亲?|妈妈?|生母|继母|养母|母子|母女)$/u, 'mother'],
  [/^(?:村委会|居委会|村居委会|村民委员会|社区)$/u, 'village-committee'],
  [/^(?:民政|民政部门|民政办|民政局|福利院|儿童福利院)$/u, 'civil'],
  [
    /^(?:(?:大|小|堂|表)?(?:伯|叔|姑|姨|舅|婶|哥|姐|兄|嫂)[父母伯叔姑姨舅婶哥姐妈爸长]?|亲属|亲戚|其他亲属|兄弟|姐妹|兄妹|姐弟|叔侄|姑侄|舅甥|姨甥)$/u,
    'relative',
  ],
  [/^(?:其他|其它|朋友|邻居|老师|无亲属关系)$/u, 'other'],
]

/** The code of a relation; undefined for words that say none, or for both parents at once. */
export const readRelation = (written: string): string | undefined =>
  relations.find(([words]) => words.test(written))?.[1]
