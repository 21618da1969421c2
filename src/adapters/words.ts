import { toPlain } from '../contract/plain-text.ts';
import type { Words } from './adapted.ts';

/** Sentences of the adapters, in the languages the widget speaks: an explanation carries its own words. */

const cut = (text: string, max = 90): string => toPlain(text, max);

/** Bought together by others (what the engine counts, not what this shopper did). */
export const togetherWith = (other: string | undefined): Words =>
  other === undefined
    ? {
        en: 'Other people bought this together with another product',
        de: 'Andere haben dies zusammen mit einem anderen Produkt gekauft',
        ar: 'اشتراه أشخاص آخرون مع منتج آخر',
      }
    : {
        en: `Other people bought this together with “${cut(other)}”`,
        de: `Andere haben dies zusammen mit „${cut(other)}“ gekauft`,
        ar: `اشتراه أشخاص آخرون مع «${cut(other)}»`,
      };

/** Alike by description. */
export const describedLike = (other: string | undefined): Words =>
  other === undefined
    ? {
        en: 'Its description is like that of another product',
        de: 'Die Beschreibung ähnelt der eines anderen Produkts',
        ar: 'وصفه يشبه وصف منتج آخر',
      }
    : {
        en: `Its description is like that of “${cut(other)}”`,
        de: `Die Beschreibung ähnelt der von „${cut(other)}“`,
        ar: `وصفه يشبه وصف «${cut(other)}»`,
      };

/** Taken from the same collection for want of anything closer. */
export const sameCollection = (): Words => ({
  en: 'From the same collection, because the engine had nothing closer',
  de: 'Aus derselben Kollektion, weil nichts Passenderes da war',
  ar: 'من المجموعة نفسها، لأن المحرّك لم يجد ما هو أقرب',
});

/** Put there by the merchant. */
export const chosenByHand = (): Words => ({
  en: 'Chosen by the shop by hand',
  de: 'Vom Shop von Hand ausgewählt',
  ar: 'اختاره المتجر يدويًا',
});

/** A reason of which only the engine's own name is known. */
export const reasonNamed = (reason: string): Words => ({
  en: `The engine calls its reason “${cut(reason)}”`,
  de: `Das System nennt seinen Grund „${cut(reason)}“`,
  ar: `يسمّي المحرّك سببه «${cut(reason)}»`,
});

/** A model that chose the item, where no more than its name is known. */
export const chosenBy = (model: string, beside: string | undefined): Words =>
  beside === undefined
    ? {
        en: `Chosen by the engine’s model “${cut(model)}”`,
        de: `Ausgewählt vom Modell „${cut(model)}“ des Systems`,
        ar: `اختاره نموذج المحرّك «${cut(model)}»`,
      }
    : {
        en: `The engine’s model “${cut(model)}” puts this beside “${cut(beside)}”`,
        de: `Das Modell „${cut(model)}“ des Systems stellt dies neben „${cut(beside)}“`,
        ar: `يضع نموذج المحرّك «${cut(model)}» هذا بجانب «${cut(beside)}»`,
      };

/** Goes with another item, by the engine's word. */
export const goesWith = (other: string | undefined): Words =>
  other === undefined
    ? {
        en: 'The engine puts this beside another product',
        de: 'Das System stellt dies neben ein anderes Produkt',
        ar: 'يضع المحرّك هذا بجانب منتج آخر',
      }
    : {
        en: `The engine puts this beside “${cut(other)}”`,
        de: `Das System stellt dies neben „${cut(other)}“`,
        ar: `يضع المحرّك هذا بجانب «${cut(other)}»`,
      };

/** A number or word the engine looked at, by the engine's own name. */
export const lookedAt = (name: string, value: string | undefined): Words => {
  const [what, much] = [cut(name), value === undefined ? '' : `: ${cut(value, 40)}`];
  return {
    en: `What the engine calls “${what}”${much}`,
    de: `Was das System „${what}“ nennt${much}`,
    ar: `ما يسمّيه المحرّك «${what}»${much}`,
  };
};

/** An item of the shopper's past at the shop. */
export const fromHistory = (item: string): Words => ({
  en: `Because of “${cut(item)}” in your history`,
  de: `Wegen „${cut(item)}“ in Ihrem Verlauf`,
  ar: `بسبب «${cut(item)}» في سجلّك`,
});

/** Liked by many. */
export const popular = (): Words => ({
  en: 'Popular with other people',
  de: 'Bei anderen beliebt',
  ar: 'رائج لدى أشخاص آخرين',
});

/** Shown to learn whether anybody likes it. */
export const triedOut = (): Words => ({
  en: 'Shown to try out something new',
  de: 'Wird gezeigt, um Neues auszuprobieren',
  ar: 'يُعرض لتجربة شيء جديد',
});

/** Lifted by a promotion. */
export const promoted = (name: string | undefined): Words =>
  name === undefined
    ? { en: 'Part of a promotion of the shop', de: 'Teil einer Aktion des Shops', ar: 'جزء من عرض ترويجي للمتجر' }
    : {
        en: `Part of the shop’s promotion “${cut(name)}”`,
        de: `Teil der Aktion „${cut(name)}“ des Shops`,
        ar: `جزء من عرض المتجر «${cut(name)}»`,
      };

/** A word of the search, and where it stands. */
export const wordFound = (word: string, field: string | undefined): Words =>
  field === undefined
    ? { en: `“${cut(word)}” fits the search`, de: `„${cut(word)}“ passt zur Suche`, ar: `«${cut(word)}» يوافق البحث` }
    : {
        en: `“${cut(word)}” is found in “${cut(field)}”`,
        de: `„${cut(word)}“ steht in „${cut(field)}“`,
        ar: `«${cut(word)}» موجود في «${cut(field)}»`,
      };

/** A part of a search formula that is no single word. */
export const partOfSearch = (clause: string): Words => ({
  en: `A part of the search formula: “${cut(clause)}”`,
  de: `Ein Teil der Suchformel: „${cut(clause)}“`,
  ar: `جزء من معادلة البحث: «${cut(clause)}»`,
});

/** Found by a tool of the assistant. */
export const foundByTool = (tool: string | undefined): Words =>
  tool === undefined
    ? {
        en: 'The assistant found this with one of its tools',
        de: 'Der Assistent hat dies mit einem seiner Werkzeuge gefunden',
        ar: 'وجد المساعد هذا بإحدى أدواته',
      }
    : {
        en: `The assistant found this with its tool “${cut(tool)}”`,
        de: `Der Assistent hat dies mit seinem Werkzeug „${cut(tool)}“ gefunden`,
        ar: `وجد المساعد هذا بأداته «${cut(tool)}»`,
      };
