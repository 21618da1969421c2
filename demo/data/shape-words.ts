/** What a picture shows, in German and Arabic: so that the chat finds a mug for "Tasse" too. */
export const SHAPE_WORDS: Readonly<Record<string, string>> = {
  pan: 'Pfanne مقلاة', pot: 'Topf قدر', knife: 'Messer سكين', board: 'Brett لوح', spoon: 'Löffel Besteck ملعقة',
  whisk: 'Schneebesen مضرب', basket: 'Korb سلة', tin: 'Dose علبة', scale: 'Waage ميزان', bowl: 'Schüssel Schale وعاء',
  pin: 'Nudelholz شوبك', plate: 'Teller طبق', glass: 'Glas كأس', bottle: 'Flasche زجاجة', towel: 'Tuch Handtuch منشفة',
  jar: 'Glas Dose مرطبان', dripper: 'Kaffeefilter Handfilter مرشح قهوة', box: 'Schachtel Kiste صندوق', kettle: 'Kessel غلاية',
  grinder: 'Mühle Kaffeemühle مطحنة', sack: 'Beutel كيس', mug: 'Tasse Becher Kaffeetasse كوب فنجان', press: 'Kanne مكبس',
  jug: 'Kanne Krug إبريق', teapot: 'Teekanne إبريق شاي', candle: 'Kerze Kerzen شمعة شموع', candles: 'Kerze Kerzen شمعة شموع',
  candlestick: 'Kerzenständer شمعدان', 'desk-lamp': 'Lampe Schreibtischlampe مصباح', lamp: 'Lampe مصباح', lantern: 'Laterne فانوس',
  pendant: 'Hängelampe Lampe ثريا', mushroom: 'Pilz فطر', bulb: 'Glühbirne Licht لمبة', soap: 'Seife صابون', brush: 'Bürste فرشاة',
  tube: 'Creme كريم', cushion: 'Kissen وسادة', 'hot-bottle': 'Wärmflasche قربة', blanket: 'Decke بطانية', mask: 'Schlafmaske قناع', clock: 'Uhr Wecker ساعة',
  slipper: 'Hausschuhe خف', can: 'Gießkanne إبريق سقي', trowel: 'Schaufel مجرفة', scissors: 'Schere مقص', plant: 'Pflanze Topf نبات أصيص',
  spool: 'Garn Band خيط', glove: 'Handschuhe قفاز', house: 'Vogelhaus بيت', book: 'Buch Notizbuch دفتر كتاب', pen: 'Füller Stift قلم',
  ink: 'Tinte حبر', paper: 'Papier ورق', envelope: 'Umschlag Karte ظرف', pencil: 'Bleistift Stifte قلم', ruler: 'Lineal مسطرة',
  blocks: 'Bauklötze Spiel Spielzeug مكعبات لعبة', rainbow: 'Regenbogen Spielzeug قوس قزح', train: 'Zug Spielzeug قطار',
  rabbit: 'Hase Kuscheltier أرنب', backpack: 'Rucksack حقيبة ظهر', bag: 'Tasche حقيبة', tote: 'Tasche Einkaufstasche حقيبة',
  cup: 'Becher Tasse كوب', umbrella: 'Schirm Regenschirm مظلة', tool: 'Werkzeug Schraubendreher مفك', frame: 'Rahmen Schild إطار',
  bunting: 'Wimpelkette Girlande زينة', ring: 'Schmuck خاتم', heart: 'Herz قلب', star: 'Stern نجمة',
};
