import type { Shelf } from './line.ts';

/** Candles and room scent. */
export const CANDLES: Shelf = {
  id: 'candles',
  code: 'CA',
  name: { en: 'Candles & scent', de: 'Kerzen & Duft', ar: 'الشموع والعطور' },
  lines: [
    ['Beeswax pillar candle', 1890, 'candle', 'cosy', 'Burns for forty hours and smells faintly of honey.'],
    ['Dinner candles, ivory, six', 1490, 'candles', 'cosy hosting', 'Dripless tapers for long dinners.'],
    [
      'Dinner candles, rust, six',
      1490,
      'candles',
      'cosy hosting',
      'Coloured through, so they stay handsome to the end.',
    ],
    ['Scented candle, cedar', 2690, 'candle', 'cosy bath', 'A dry forest in a reusable glass.'],
    ['Scented candle, fig leaf', 2690, 'candle', 'cosy bath', 'Green, milky and a little like a summer wall.'],
    ['Tealights, box of thirty', 790, 'box', 'cosy hosting', 'Clear cups, cotton wicks, four hours of light.'],
    ['Tealight holder, smoked glass', 1190, 'glass', 'cosy hosting', 'Throws a warm ring on the tablecloth.'],
    ['Brass candlestick', 3290, 'candlestick', 'cosy hosting', 'Turned brass that will darken with you.'],
    ['Candle snuffer', 1690, 'spoon', 'cosy', 'Ends the evening without the smoke.'],
    ['Incense, hinoki', 1290, 'box', 'cosy bath', 'Thirty sticks, low smoke, a temple garden after rain.'],
    ['Reed diffuser, neroli', 3490, 'bottle', 'cosy bath', 'Three months of orange blossom by the door.'],
    ['Matches, long', 590, 'box', 'cosy', 'Long enough to reach the bottom of the glass.'],
  ],
};

/** Lamps. */
export const LIGHT: Shelf = {
  id: 'light',
  code: 'LI',
  name: { en: 'Lighting', de: 'Licht', ar: 'الإضاءة' },
  lines: [
    ['Desk lamp, jointed arm', 8900, 'desk-lamp', 'desk', 'Three joints, one switch, light where the pen is.'],
    ['Reading lamp, clip', 4490, 'desk-lamp', 'desk sleep', 'Clips to a shelf or headboard and stays cool.'],
    ['Table lamp, linen shade', 7900, 'lamp', 'cosy sleep', 'A soft cone of light on an ash foot.'],
    ['Paper lantern, 45 cm', 2490, 'lantern', 'cosy', 'Washi and bamboo, flat in the post, round on the ceiling.'],
    ['Pendant, spun aluminium', 9900, 'pendant', 'hosting', 'Hangs low over the table and hides its bulb.'],
    ['Night light, mushroom', 2990, 'mushroom', 'family sleep', 'Glows for eight hours and fits a small hand.'],
    ['Filament bulb, warm', 990, 'bulb', 'cosy desk', 'A low-watt glow that dims to amber.'],
    ['Camping lantern', 3990, 'lantern', 'travel balcony', 'Sixty hours on one charge, hook included.'],
    ['Fairy lights, ten metres', 1890, 'bulb', 'balcony cosy', 'A hundred points of light for rail or branch.'],
    ['Solar path light', 2190, 'lamp', 'balcony', 'Drinks the sun and finds you the door at night.'],
  ],
};

/** Bathroom. */
export const BATH: Shelf = {
  id: 'bath',
  code: 'BA',
  name: { en: 'Bath', de: 'Bad', ar: 'الحمّام' },
  lines: [
    ['Waffle towel, large', 3490, 'towel', 'bath', 'Dries fast, folds flat, gets softer with each wash.'],
    ['Waffle towel, hand', 1490, 'towel', 'bath', 'The small one that is always where you need it.'],
    ['Olive oil soap', 650, 'soap', 'bath', 'Cured for six months and mild enough for faces.'],
    ['Lavender soap', 650, 'soap', 'bath sleep', 'A plain bar with real lavender and nothing else.'],
    ['Soap dish, teak', 1290, 'board', 'bath', 'Slatted, so the bar dries out between showers.'],
    ['Bath salts, pine', 1690, 'jar', 'bath sleep', 'Two handfuls after a cold walk.'],
    ['Body brush, tampico', 1890, 'brush', 'bath', 'Firm plant bristle on a long beech handle.'],
    ['Hand cream, calendula', 1390, 'tube', 'bath desk', 'Sinks in before you need the keyboard again.'],
    ['Bath tray, bamboo', 3990, 'board', 'bath', 'Room for a book, a cup and a candle.'],
    ['Bath mat, cotton', 2990, 'towel', 'bath', 'Thick loops and a back that stays put.'],
    ['Shampoo bar, rosemary', 990, 'soap', 'bath travel', 'Eighty washes and no bottle.'],
  ],
};

/** Bedroom and soft things. */
export const SLEEP: Shelf = {
  id: 'bedroom',
  code: 'BE',
  name: { en: 'Bedroom', de: 'Schlafzimmer', ar: 'غرفة النوم' },
  lines: [
    ['Linen duvet cover, chalk', 12900, 'cushion', 'sleep', 'Cool in July, warm in January, better unironed.'],
    ['Linen pillowcase, chalk', 2990, 'cushion', 'sleep', 'Washed linen with an envelope back.'],
    ['Linen pillowcase, clay', 2990, 'cushion', 'sleep', 'The warm one of the pair.'],
    ['Wool blanket, herringbone', 9900, 'blanket', 'sleep cosy', 'Lambswool woven on old, slow looms.'],
    ['Cotton throw, waffle', 5490, 'blanket', 'sleep cosy', 'Light enough for the sofa, large enough for two.'],
    ['Cushion, boiled wool', 4490, 'cushion', 'cosy', 'Felted, feather-filled and hard to put down.'],
    ['Hot-water bottle, knitted', 2690, 'hot-bottle', 'sleep cosy', 'Natural rubber in a merino jumper.'],
    ['Sleep mask, silk', 2290, 'mask', 'sleep travel', 'Blocks the street lamp and the aeroplane.'],
    ['Alarm clock, quiet', 3490, 'clock', 'sleep desk', 'No tick, one hand-set bell, a dim dial.'],
    ['House slippers, felt', 3990, 'slipper', 'cosy sleep', 'Thick wool felt on a quiet sole.'],
    ['Laundry basket, seagrass', 5490, 'basket', 'sleep bath', 'Hand-woven with two strong handles.'],
  ],
};

/** Balcony and garden. */
export const GARDEN: Shelf = {
  id: 'garden',
  code: 'GA',
  name: { en: 'Garden & balcony', de: 'Garten & Balkon', ar: 'الحديقة والشرفة' },
  lines: [
    ['Watering can, galvanised', 3490, 'can', 'balcony', 'Five litres and a rose as fine as drizzle.'],
    ['Hand trowel, ash handle', 1890, 'trowel', 'balcony', 'Forged in one piece for roots and stones.'],
    ['Pruning shears', 3290, 'scissors', 'balcony', 'A clean bypass cut, spare spring in the box.'],
    ['Terracotta pot, 18 cm', 890, 'plant', 'balcony', 'Breathes, ages and suits everything green.'],
    ['Terracotta pot, 26 cm', 1490, 'plant', 'balcony', 'For the tomato that had ambitions.'],
    ['Seed box, salad leaves', 990, 'box', 'balcony cooking', 'Seven leaves to sow every second week.'],
    ['Seed box, herbs', 990, 'box', 'balcony cooking', 'Basil, chervil, dill and five more for the sill.'],
    ['Garden twine, jute', 550, 'spool', 'balcony', 'Eighty metres in a tin that cuts it for you.'],
    ['Potting compost, peat-free', 1190, 'sack', 'balcony', 'Twenty litres of dark, open, living soil.'],
    ['Gardening gloves, goatskin', 2490, 'glove', 'balcony', 'Soft enough to feel a seed, tough enough for roses.'],
    ['Bird feeder, larch', 2890, 'house', 'balcony family', 'A dry roof and a good view from breakfast.'],
    ['Plant mister, brass', 2290, 'bottle', 'balcony', 'A fine cloud for ferns and orchids.'],
  ],
};

/** Paper, pens, desk. */
export const PAPER: Shelf = {
  id: 'stationery',
  code: 'ST',
  name: { en: 'Stationery', de: 'Papeterie', ar: 'القرطاسية' },
  lines: [
    ['Notebook, dotted, A5', 1690, 'book', 'writing desk', 'Lies flat, numbers its pages, forgives ink.'],
    ['Notebook, plain, A6', 990, 'book', 'writing travel', 'The one for the coat pocket.'],
    ['Fountain pen, resin', 4900, 'pen', 'writing', 'A steel nib that starts the first time.'],
    ['Ink bottle, blue-black', 1290, 'ink', 'writing', 'Dries darker than it flows.'],
    ['Ink bottle, oxblood', 1290, 'ink', 'writing', 'For margins, marks and love letters.'],
    ['Letter paper, laid, 50', 1490, 'paper', 'writing', 'A fine tooth that slows the hand.'],
    ['Envelopes, lined, 25', 1190, 'envelope', 'writing', 'Tissue-lined, gummed, worth opening.'],
    ['Sealing wax, three sticks', 1390, 'candles', 'writing', 'Soft enough to survive the post.'],
    ['Pencils, cedar, six', 890, 'pencil', 'writing desk family', 'Two each of B, HB and H.'],
    ['Desk pad, felt', 3490, 'board', 'desk', 'Quiet under the keyboard, warm under the wrist.'],
    ['Desk tidy, oak', 2990, 'box', 'desk writing', 'Pens upright, clips below, phone in front.'],
    ['Year planner, wall', 1890, 'paper', 'desk family', 'Twelve months at a glance with room for birthdays.'],
    ['Brass ruler, 15 cm', 1490, 'ruler', 'desk writing', 'Straight, heavy and pleasingly exact.'],
  ],
};

/** Children. */
export const FAMILY: Shelf = {
  id: 'children',
  code: 'CH',
  name: { en: 'Children', de: 'Kinder', ar: 'الأطفال' },
  lines: [
    ['Building blocks, beech', 3990, 'blocks', 'family', 'Forty shapes and no instructions.'],
    ['Stacking rainbow', 3490, 'rainbow', 'family', 'A bridge, a cave, a cradle, a rainbow.'],
    ['Wooden train, three wagons', 2990, 'train', 'family', 'Couples with magnets and runs on any track.'],
    ['Knitted rabbit', 2690, 'rabbit', 'family sleep', 'Organic cotton with ears made for holding.'],
    ['Wax crayons, twelve', 1290, 'pencil', 'family', 'Beeswax colours that stack and do not smudge.'],
    ['Drawing pad, large', 990, 'paper', 'family writing', 'Sixty sheets for very big ideas.'],
    ['Picture book, The Long Walk', 1590, 'book', 'family sleep', 'A hedgehog, a hill and a slow way home.'],
    ['Memory game, garden', 1890, 'blocks', 'family', 'Thirty-two pairs of leaves, beetles and birds.'],
    ['Muslin cloths, three', 2290, 'towel', 'family', 'Soft, wide and always needed one more.'],
    ['Enamel cup, fox', 1190, 'mug', 'family travel', 'Falls well and keeps smiling.'],
    ['Lunch box, two layers', 2490, 'box', 'family travel', 'Steel, leak-tight and sized for a schoolbag.'],
  ],
};

/** Bags and travel. */
export const TRAVEL: Shelf = {
  id: 'travel',
  code: 'TR',
  name: { en: 'Bags & travel', de: 'Taschen & Reise', ar: 'الحقائب والسفر' },
  lines: [
    ['Canvas backpack, olive', 8900, 'backpack', 'travel', 'Waxed canvas, one big pocket, dry in the rain.'],
    ['Weekend bag, canvas', 11900, 'bag', 'travel', 'Fits two nights and under every seat.'],
    ['Tote bag, heavy cotton', 1990, 'tote', 'travel cooking', 'Carries twelve kilos of market.'],
    ['Packing cubes, three', 2990, 'box', 'travel', 'Shirts here, socks there, peace of mind.'],
    ['Wash bag, waxed', 3490, 'bag', 'travel bath', 'Wipes clean and hangs on a hook.'],
    ['Steel bottle, 750 ml', 2790, 'bottle', 'travel desk', 'Keeps tea hot to the summit.'],
    ['Travel cup, 350 ml', 2490, 'cup', 'travel coffee', 'Closes with a click and does not leak.'],
    ['Pocket knife, walnut', 3990, 'knife', 'travel', 'One blade, one ring, one good picnic.'],
    ['Picnic blanket, wool', 6900, 'blanket', 'travel balcony family', 'A waterproof back and leather straps.'],
    ['Umbrella, compact', 3290, 'umbrella', 'travel', 'Eight ribs that turn back after a gust.'],
    ['Passport cover, leather', 2690, 'book', 'travel', 'Vegetable-tanned and slim.'],
  ],
};

/** Cleaning, mending, keeping. */
export const CARE: Shelf = {
  id: 'care',
  code: 'CR',
  name: { en: 'Care & repair', de: 'Pflege & Reparatur', ar: 'العناية والإصلاح' },
  lines: [
    ['Dish brush, union fibre', 890, 'brush', 'care cooking', 'Change the head, keep the handle.'],
    ['Dish cloths, linen, three', 1490, 'towel', 'care cooking', 'Polish glass without a trace of lint.'],
    ['Washing-up soap, lemon', 790, 'soap', 'care cooking', 'A solid bar that outlasts three bottles.'],
    ['Whetstone, 1000 / 3000', 3990, 'board', 'care cooking', 'Two grits and ten quiet minutes.'],
    ['Board oil, linseed', 1290, 'bottle', 'care cooking', 'Food-safe oil for boards, spoons and handles.'],
    ['Leather balm', 1490, 'tin', 'care travel', 'Feeds boots and bags before winter.'],
    ['Shoe brush, horsehair', 1690, 'brush', 'care', 'A soft shine in a dozen strokes.'],
    ['Clothes brush, pear wood', 2490, 'brush', 'care', 'Coat to the door, lint to the floor.'],
    ['Mending kit, tin', 1890, 'tin', 'care', 'Needles, thread and every button you lost.'],
    ['Darning mushroom', 1290, 'mushroom', 'care', 'Gives a sock its second life.'],
    ['Wool wash, cedar', 1390, 'bottle', 'care sleep', 'Gentle on knits, unloved by moths.'],
    ['Screwdriver, six bits', 2990, 'tool', 'care desk', 'Bits in the handle, nothing in the drawer.'],
  ],
};
