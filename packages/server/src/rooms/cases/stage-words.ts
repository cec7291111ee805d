import type { StageFault } from '@hulei/core'

/** Why a case cannot come to a stage, for the person. */
export const stageWords: Readonly<Record<StageFault, string>> = {
  'out-of-order': '案件现在不能到这个阶段，请按受案、立案、批捕、移送、起诉、判决的顺序办理。',
  'before-the-last': '这个阶段的日期不能早于上一个阶段。',
  'in-the-future': '日期不能晚于今天。',
  'no-ending': '请写明不立案、撤案还是不起诉，并写明理由。',
  'ending-not-here': '现在的阶段不能这样终止：受案时可以不立案，侦查中可以撤案，移送后可以不起诉。',
  'no-review': '没有完成四项倒查的案件不能结案，请先完成倒查。',
}
