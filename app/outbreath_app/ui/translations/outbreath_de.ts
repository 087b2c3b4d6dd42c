<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
  <context>
    <name>outbreath</name>
    <message>
      <source>Dots: each pace with its 95 % interval.</source>
      <translation>Punkte: jedes Tempo mit seinem 95-%-Intervall.</translation>
    </message>
    <message>
      <source>Looking for your pace</source>
      <translation>Suche nach Ihrem Tempo</translation>
    </message>
    <message>
      <source>Looking at what was measured…</source>
      <translation>Das Gemessene wird angesehen…</translation>
    </message>
    <message>
      <source>Once more</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>My pace</source>
      <translation>Mein Tempo</translation>
    </message>
    <message>
      <source>My pace, breaths a minute</source>
      <translation>Mein Tempo, Atemzüge pro Minute</translation>
    </message>
    <message>
      <source>{time} of breathing at the paces.</source>
      <translation>{time} in den Tempi geatmet.</translation>
    </message>
    <message>
      <source>Take {rate} a minute as my pace</source>
      <translation>{rate} pro Minute als mein Tempo nehmen</translation>
    </message>
    <message>
      <source>Your own pace in practices now: {rate} a minute.</source>
      <translation>Ihr eigenes Tempo beim Üben ist jetzt: {rate} pro Minute.</translation>
    </message>
    <message>
      <source>The six published criteria</source>
      <translation>Die sechs veröffentlichten Kriterien</translation>
    </message>
    <message>
      <source>Hide the criteria</source>
      <translation>Kriterien ausblenden</translation>
    </message>
    <message>
      <source>Line and band: the fitted curve, with 95 % confidence.</source>
      <translation>Linie und Band: die angepasste Kurve, mit 95 % Sicherheit.</translation>
    </message>
    <message>
      <source>Upright line and shading: the pace and its interval.</source>
      <translation>Senkrechte Linie und Tönung: das Tempo und sein Intervall.</translation>
    </message>
    <message>
      <source>Hollow: not used.</source>
      <translation>Hohl: nicht verwendet.</translation>
    </message>
    <message>
      <source>Shaffer and Meehan (2020). The answer above goes by RSA alone, with its uncertainty; the criteria need not agree.</source>
      <translation>Shaffer und Meehan (2020). Die Antwort oben richtet sich allein nach der RSA und ihrer Unsicherheit; die Kriterien müssen nicht übereinstimmen.</translation>
    </message>
    <message>
      <source>Shading: paces that serve as well as one another.</source>
      <translation>Tönung: Tempi, die gleich gut dienen.</translation>
    </message>
    <message>
      <source>At {pace} a minute: {value} ms ({low} to {high})</source>
      <translation>Bei {pace} pro Minute: {value} ms ({low} bis {high})</translation>
    </message>
    <message>
      <source>Heart swing at each pace</source>
      <translation>Herzschwingung bei jedem Tempo</translation>
    </message>
    <message>
      <source>Breaths a minute</source>
      <translation>Atemzüge pro Minute</translation>
    </message>
    <message>
      <source>Heart swing, RSA (ms)</source>
      <translation>Schwingung, RSA (ms)</translation>
    </message>
    <message>
      <source>Left and Right read the curve.</source>
      <translation>Links und Rechts lesen die Kurve vor.</translation>
    </message>
    <message>
      <source>Measured at {pace}: {value} ms ({low} to {high}).</source>
      <translation>Gemessen bei {pace}: {value} ms ({low} bis {high}).</translation>
    </message>
    <message>
      <source>Assess</source>
      <translation>Ermitteln</translation>
    </message>
    <message>
      <source>Assessments</source>
      <translation>Ermittlungen</translation>
    </message>
    <message>
      <source>In-breath to out-breath</source>
      <translation>Einatmen zu Ausatmen</translation>
    </message>
    <message>
      <source>Begin</source>
      <translation>Beginnen</translation>
    </message>
    <message>
      <source>Earlier assessments</source>
      <translation>Frühere Ermittlungen</translation>
    </message>
    <message>
      <source>Simulated strap</source>
      <translation>Simulierter Gurt</translation>
    </message>
    <message>
      <source>Heart signal: {name}. Choose another under Practise.</source>
      <translation>Herzsignal: {name}. Ein anderes wählen Sie unter Üben.</translation>
    </message>
    <message>
      <source>At some slow pace, near six breaths a minute for most people, the heart swings widest. An assessment tries several and shows how wide it swung at each, with how sure that is. It can differ from day to day.</source>
      <translation>Bei einem langsamen Tempo, für die meisten Menschen um sechs Atemzüge pro Minute, schwingt das Herz am weitesten. Eine Ermittlung probiert mehrere aus und zeigt, wie weit es bei jedem schwang und wie sicher das ist. Es kann von Tag zu Tag verschieden sein.</translation>
    </message>
    <message>
      <source>{rate} a minute for {seconds} s</source>
      <translation>{rate} pro Minute für {seconds} s</translation>
    </message>
    <message>
      <source>rest for {seconds} s</source>
      <translation>Ruhe für {seconds} s</translation>
    </message>
    <message>
      <source>from {rate} to {end} a minute over {seconds} s</source>
      <translation>von {rate} bis {end} pro Minute über {seconds} s</translation>
    </message>
    <message>
      <source>The paces to come</source>
      <translation>Die kommenden Tempi</translation>
    </message>
    <message>
      <source>chosen as it goes</source>
      <translation>wird unterwegs gewählt</translation>
    </message>
    <message>
      <source>{minutes} min</source>
      <translation>{minutes} min</translation>
    </message>
    <message>
      <source>In an assessment the paces are given. Stop whenever you like.</source>
      <translation>Bei einer Ermittlung sind die Tempi vorgegeben. Hören Sie auf, wann Sie möchten.</translation>
    </message>
    <message>
      <source>{step}  ·  part {index}</source>
      <translation>{step}  ·  Teil {index}</translation>
    </message>
    <message>
      <source>It comes again after this part.</source>
      <translation>Er kommt nach diesem Teil noch einmal.</translation>
    </message>
    <message>
      <source>{said}, measured</source>
      <translation>{said}, gemessen</translation>
    </message>
    <message>
      <source>Pace</source>
      <translation>Tempo</translation>
    </message>
    <message>
      <source>With the pacer</source>
      <translation>Im Takt</translation>
    </message>
    <message>
      <source>Used</source>
      <translation>Verwendet</translation>
    </message>
    <message>
      <source>{value} ({low} to {high})</source>
      <translation>{value} ({low} bis {high})</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>ja</translation>
    </message>
    <message>
      <source>no: {reasons}</source>
      <translation>nein: {reasons}</translation>
    </message>
    <message>
      <source>needs a belt</source>
      <translation>braucht einen Atemgurt</translation>
    </message>
    <message>
      <source>all alike</source>
      <translation>alle gleich</translation>
    </message>
    <message>
      <source>no</source>
      <translation>nein</translation>
    </message>
    <message>
      <source>not known</source>
      <translation>nicht bekannt</translation>
    </message>
    <message>
      <source>Best at</source>
      <translation>Am besten bei</translation>
    </message>
    <message>
      <source>The part at {rate} a minute cannot be used: {reasons}.</source>
      <translation>Der Teil mit {rate} pro Minute ist nicht zu verwenden: {reasons}.</translation>
    </message>
    <message>
      <source>Not enough good data to name a pace: repeat when you like.</source>
      <translation>Nicht genug gute Daten, um ein Tempo zu nennen: Wiederholen Sie es, wann Sie mögen.</translation>
    </message>
    <message>
      <source>Sit still, let the strap sit snugly, breathe with the pacer, and it will tell more. Nothing is wrong with you.</source>
      <translation>Sitzen Sie still, lassen Sie den Gurt gut anliegen und atmen Sie mit dem Taktgeber, dann zeigt sich mehr. Mit Ihnen ist alles in Ordnung.</translation>
    </message>
    <message>
      <source>Earlier, on {day}: {then}. The difference is {value} a minute ({low} to {high}).</source>
      <translation>Früher, am {day}: {then}. Der Unterschied beträgt {value} pro Minute ({low} bis {high}).</translation>
    </message>
    <message>
      <source>Your last assessment was {weeks} weeks ago. A pace can shift; look again when you like.</source>
      <translation>Ihre letzte Ermittlung liegt {weeks} Wochen zurück. Ein Tempo kann sich verschieben; sehen Sie noch einmal nach, wenn Sie möchten.</translation>
    </message>
    <message>
      <source>Stepped, 18 minutes</source>
      <translation>In Stufen, 18 Minuten</translation>
    </message>
    <message>
      <source>Five paces from 6.5 to 4.5 a minute, two minutes each, with two minutes of rest between them; one pace further when the heart swings widest at an end.</source>
      <translation>Fünf Tempi von 6,5 bis 4,5 pro Minute, je zwei Minuten, dazwischen zwei Minuten Ruhe; ein Tempo weiter, wenn das Herz an einem Ende am weitesten schwingt.</translation>
    </message>
    <message>
      <source>{rate} a minute</source>
      <translation>{rate} pro Minute</translation>
    </message>
    <message>
      <source>Now {rate} breaths a minute. Breathe gently.</source>
      <translation>Jetzt {rate} Atemzüge pro Minute. Atmen Sie sanft.</translation>
    </message>
    <message>
      <source>Press A to do it once more, or just go on.</source>
      <translation>Mit A machen Sie ihn noch einmal, oder gehen Sie einfach weiter.</translation>
    </message>
    <message>
      <source>Your heart swung widest near {pace} breaths a minute ({low} to {high} with 95 % confidence).</source>
      <translation>Ihr Herz schwang am weitesten bei etwa {pace} Atemzügen pro Minute ({low} bis {high} mit 95 % Sicherheit).</translation>
    </message>
    <message>
      <source>Flat: any pace from {low} to {high} a minute serves you as well.</source>
      <translation>Flach: Jedes Tempo von {low} bis {high} pro Minute dient Ihnen ebenso gut.</translation>
    </message>
    <message>
      <source>Paces within the shaded range serve nearly as well. It is the pace of today; it can differ from day to day.</source>
      <translation>Tempi im getönten Bereich dienen fast ebenso gut. Es ist das Tempo von heute; es kann von Tag zu Tag verschieden sein.</translation>
    </message>
    <message>
      <source>Your heart swung about as widely at every pace, so choose by what is comfortable.</source>
      <translation>Ihr Herz schwang bei jedem Tempo etwa gleich weit; wählen Sie also, was angenehm ist.</translation>
    </message>
    <message>
      <source>{pace} a minute ({low} to {high})</source>
      <translation>{pace} pro Minute ({low} bis {high})</translation>
    </message>
    <message>
      <source>flat</source>
      <translation>flach</translation>
    </message>
    <message>
      <source>not enough good data</source>
      <translation>nicht genug gute Daten</translation>
    </message>
    <message>
      <source>This is your first assessment here. One is a snapshot: a second on another day shows how steady it is.</source>
      <translation>Das ist Ihre erste Ermittlung hier. Eine ist eine Momentaufnahme: Eine zweite an einem anderen Tag zeigt, wie beständig das Tempo ist.</translation>
    </message>
    <message>
      <source>Earlier, on {day}: {then}. The two cannot be compared.</source>
      <translation>Früher, am {day}: {then}. Die beiden lassen sich nicht vergleichen.</translation>
    </message>
    <message>
      <source>That is within the uncertainty of both.</source>
      <translation>Das liegt innerhalb der Unsicherheit beider.</translation>
    </message>
    <message>
      <source>Quick</source>
      <translation>Schnell</translation>
    </message>
    <message>
      <source>Stepped</source>
      <translation>Stufenweise</translation>
    </message>
    <message>
      <source>Sliding</source>
      <translation>Gleitend</translation>
    </message>
    <message>
      <source>Quick, up to 10 minutes</source>
      <translation>Schnell, bis zu 10 Minuten</translation>
    </message>
    <message>
      <source>Three paces first, then always the one that will tell most, chosen from what your heart has done so far. No rests; about a minute at each pace.</source>
      <translation>Zuerst drei Tempi, dann immer das, das am meisten verrät, gewählt nach dem, was Ihr Herz bisher getan hat. Ohne Ruhe dazwischen; etwa eine Minute je Tempo.</translation>
    </message>
    <message>
      <source>Sliding, 15 minutes</source>
      <translation>Gleitend, 15 Minuten</translation>
    </message>
    <message>
      <source>One long stretch: each breath a little longer than the one before, from 6.75 to 4.25 a minute.</source>
      <translation>Eine lange Strecke: jeder Atemzug etwas länger als der vorige, von 6,75 bis 4,25 pro Minute.</translation>
    </message>
    <message>
      <source>Breathe with the pacer as well as is comfortable; sit still and quietly. It can be done with eyes closed: the breath has its sound, and a bell tells of each new part.</source>
      <translation>Atmen Sie mit dem Taktgeber, soweit es angenehm ist; sitzen Sie still und ruhig. Es geht auch mit geschlossenen Augen: Der Atem hat seinen Klang, und eine Glocke kündigt jeden neuen Teil an.</translation>
    </message>
    <message>
      <source>Space pauses, R does a part again, Esc stops; what was measured until then counts.</source>
      <translation>Die Leertaste hält an, R wiederholt einen Teil, Esc hört auf; was bis dahin gemessen wurde, zählt.</translation>
    </message>
    <message>
      <source>Rest: breathe as you like</source>
      <translation>Ruhe: Atmen Sie, wie Sie mögen</translation>
    </message>
    <message>
      <source>Rest. Breathe as you like.</source>
      <translation>Ruhe. Atmen Sie, wie Sie mögen.</translation>
    </message>
    <message>
      <source>Slowly slower</source>
      <translation>Langsam langsamer</translation>
    </message>
    <message>
      <source>Follow the pacer: each breath is a little longer. Breathe gently.</source>
      <translation>Folgen Sie dem Taktgeber: Jeder Atemzug ist ein wenig länger. Atmen Sie sanft.</translation>
    </message>
    <message>
      <source>It comes once more by itself.</source>
      <translation>Er kommt von selbst noch einmal.</translation>
    </message>
    <message>
      <source>That is more than the uncertainty of both. Look again on another day before you change your pace.</source>
      <translation>Das ist mehr als die Unsicherheit beider. Sehen Sie an einem anderen Tag noch einmal nach, bevor Sie Ihr Tempo ändern.</translation>
    </message>
    <message>
      <source>Phase with the breath</source>
      <translation>Phase zum Atem</translation>
    </message>
    <message>
      <source>Peak to trough (bpm)</source>
      <translation>Spitze zu Tal (bpm)</translation>
    </message>
    <message>
      <source>LF power (ms²)</source>
      <translation>LF-Leistung (ms²)</translation>
    </message>
    <message>
      <source>LF peak (ms²/Hz)</source>
      <translation>LF-Spitze (ms²/Hz)</translation>
    </message>
    <message>
      <source>Smoothness (0 to 1)</source>
      <translation>Glätte (0 bis 1)</translation>
    </message>
    <message>
      <source>Peaks in LF</source>
      <translation>Spitzen in LF</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>Stufe</translation>
    </message>
    <message>
      <source>Way</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Counts</source>
      <translation>Zählt</translation>
    </message>
    <message>
      <source>Two ways of breathing, compared</source>
      <translation>Zwei Arten zu atmen im Vergleich</translation>
    </message>
    <message>
      <source>Looking back at the session…</source>
      <translation>Rückblick auf die Sitzung …</translation>
    </message>
    <message>
      <source>A: {way}, {times}.</source>
      <translation>A: {way}, {times}.</translation>
    </message>
    <message>
      <source>B: {way}, {times}.</source>
      <translation>B: {way}, {times}.</translation>
    </message>
    <message>
      <source>{rate} breaths a minute in both; order {order}, drawn by lot.</source>
      <translation>{rate} Atemzüge pro Minute bei beiden; Reihenfolge {order}, ausgelost.</translation>
    </message>
    <message>
      <source>More or less swing is a measurement, not a success. What is comfortable counts as much, and it can differ from day to day.</source>
      <translation>Mehr oder weniger Schwingung ist eine Messung, kein Erfolg. Was angenehm ist, zählt ebenso, und es kann von Tag zu Tag verschieden sein.</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} bis {high}</translation>
    </message>
    <message>
      <source>The steps</source>
      <translation>Die Schritte</translation>
    </message>
    <message>
      <source>Small rings: each pair of steps. Dot and bar: the mean and its 95 % interval.</source>
      <translation>Kleine Ringe: jedes Paar von Schritten. Punkt und Balken: das Mittel und sein 95-%-Intervall.</translation>
    </message>
    <message>
      <source>Two ways of breathing</source>
      <translation>Zwei Arten zu atmen</translation>
    </message>
    <message>
      <source>Settle in: breathe as you like</source>
      <translation>Ankommen: Atmen Sie, wie Sie mögen</translation>
    </message>
    <message>
      <source>Longer tells more: with few pairs only a large difference can be told from none.</source>
      <translation>Länger sagt mehr: Mit wenigen Paaren lässt sich nur ein großer Unterschied von keinem unterscheiden.</translation>
    </message>
    <message>
      <source>First way</source>
      <translation>Erste Art</translation>
    </message>
    <message>
      <source>Second way</source>
      <translation>Zweite Art</translation>
    </message>
    <message>
      <source>Pace of both</source>
      <translation>Tempo beider</translation>
    </message>
    <message>
      <source>How long</source>
      <translation>Wie lange</translation>
    </message>
    <message>
      <source>Begin the comparison</source>
      <translation>Vergleich beginnen</translation>
    </message>
    <message>
      <source>Earlier comparisons</source>
      <translation>Frühere Vergleiche</translation>
    </message>
    <message>
      <source>{pairs} pairs, {minutes} minutes</source>
      <translation>{pairs} Paare, {minutes} Minuten</translation>
    </message>
    <message>
      <source>Compare two ways of breathing</source>
      <translation>Zwei Arten zu atmen vergleichen</translation>
    </message>
    <message>
      <source>An experiment with yourself: two ways of breathing at the same pace, in turn, with rests between, in an order drawn by lot. It shows with which your heart swung wider, and how sure that is. People differ.</source>
      <translation>Ein Versuch mit sich selbst: zwei Arten zu atmen im gleichen Tempo, im Wechsel, mit Ruhe dazwischen, in ausgeloster Reihenfolge. Er zeigt, bei welcher Ihr Herz weiter schwang und wie sicher das ist. Menschen sind verschieden.</translation>
    </message>
    <message>
      <source>My own pace, {rate} a minute</source>
      <translation>Mein eigenes Tempo, {rate} pro Minute</translation>
    </message>
    <message>
      <source>Choose two different ways.</source>
      <translation>Wählen Sie zwei verschiedene Arten.</translation>
    </message>
    <message>
      <source>Difference in heart swing</source>
      <translation>Unterschied der Herzschwingung</translation>
    </message>
    <message>
      <source>Wider: {way}</source>
      <translation>Weiter: {way}</translation>
    </message>
    <message>
      <source>Pair {pair}: {pct} %.</source>
      <translation>Paar {pair}: {pct} %.</translation>
    </message>
    <message>
      <source>Order drawn by lot, rests between, {time} in all</source>
      <translation>Reihenfolge ausgelost, Ruhe dazwischen, zusammen {time}</translation>
    </message>
    <message>
      <source>What will be asked</source>
      <translation>Was gefragt sein wird</translation>
    </message>
    <message>
      <source>A: {a}, {a_times}. B: {b}, {b_times}. The order, drawn by lot: {order}.</source>
      <translation>A: {a}, {a_times}. B: {b}, {b_times}. Die ausgeloste Reihenfolge: {order}.</translation>
    </message>
    <message>
      <source>Both ways are breathed at the pace that was chosen. Stop whenever you like.</source>
      <translation>Beide Arten werden im gewählten Tempo geatmet. Hören Sie auf, wann immer Sie möchten.</translation>
    </message>
    <message>
      <source>{count} pairs could not be used and come once more.</source>
      <translation>{count} Paare waren nicht zu gebrauchen und kommen noch einmal.</translation>
    </message>
    <message>
      <source>No difference beyond what this measurement can tell between “{b}” and “{a}”: {pct} % ({low} to {high} % with 95 % confidence).</source>
      <translation>Kein Unterschied über das hinaus, was diese Messung sagen kann, zwischen „{b}“ und „{a}“: {pct} % ({low} bis {high} % mit 95 % Sicherheit).</translation>
    </message>
    <message>
      <source>In and out alike</source>
      <translation>Ein und aus gleich lang</translation>
    </message>
    <message>
      <source>Out longer, 4 to 6</source>
      <translation>Aus länger, 4 zu 6</translation>
    </message>
    <message>
      <source>Out twice as long</source>
      <translation>Aus doppelt so lang</translation>
    </message>
    <message>
      <source>In longer, 6 to 4</source>
      <translation>Ein länger, 6 zu 4</translation>
    </message>
    <message>
      <source>A pause after the out-breath</source>
      <translation>Eine Pause nach dem Ausatmen</translation>
    </message>
    <message>
      <source>A pause after the in-breath</source>
      <translation>Eine Pause nach dem Einatmen</translation>
    </message>
    <message>
      <source>Four equal parts with both pauses</source>
      <translation>Vier gleiche Teile mit beiden Pausen</translation>
    </message>
    <message>
      <source>in {seconds} s</source>
      <translation>ein {seconds} s</translation>
    </message>
    <message>
      <source>out {seconds} s</source>
      <translation>aus {seconds} s</translation>
    </message>
    <message>
      <source>Not enough data to compare the two ways: repeat when you like.</source>
      <translation>Nicht genug Daten, um die beiden Arten zu vergleichen: Wiederholen Sie, wann Sie möchten.</translation>
    </message>
    <message>
      <source>Your heart swung more with “{b}” than with “{a}”: {pct} % ({low} to {high} % with 95 % confidence).</source>
      <translation>Ihr Herz schwang bei „{b}“ mehr als bei „{a}“: {pct} % ({low} bis {high} % mit 95 % Sicherheit).</translation>
    </message>
    <message>
      <source>Your heart swung less with “{b}” than with “{a}”: {pct} % ({low} to {high} % with 95 % confidence).</source>
      <translation>Ihr Herz schwang bei „{b}“ weniger als bei „{a}“: {pct} % ({low} bis {high} % mit 95 % Sicherheit).</translation>
    </message>
    <message>
      <source>“{b}” beside “{a}”</source>
      <translation>„{b}“ neben „{a}“</translation>
    </message>
    <message>
      <source>pause {seconds} s</source>
      <translation>Pause {seconds} s</translation>
    </message>
    <message>
      <source>{steps} steps of {seconds} s in the order {order}, {rest} s of rest between them, {time} in all. The words tell you which way it is now; breathe it as the pacer shows. A pair that cannot be used comes once more at the end.</source>
      <translation>{steps} Schritte von {seconds} s in der Reihenfolge {order}, dazwischen {rest} s Ruhe, zusammen {time}. Die Worte sagen, welche Art jetzt an der Reihe ist; atmen Sie sie, wie der Taktgeber es zeigt. Ein Paar, das nicht zu gebrauchen ist, kommt am Ende noch einmal.</translation>
    </message>
    <message>
      <source>not enough data</source>
      <translation>nicht genug Daten</translation>
    </message>
    <message>
      <source>The recorder cannot be started: {reason}.</source>
      <translation>Die Aufzeichnung lässt sich nicht starten: {reason}.</translation>
    </message>
    <message>
      <source>The recorder ended by itself.</source>
      <translation>Die Aufzeichnung hat von selbst geendet.</translation>
    </message>
    <message>
      <source>Latest {value} ms</source>
      <translation>Zuletzt {value} ms</translation>
    </message>
    <message>
      <source>Heart swing (RSA) of each breath</source>
      <translation>Herzschwingung (RSA) jedes Atemzugs</translation>
    </message>
    <message>
      <source>Each dot is a breath; its bar shows how sure that one breath's value is (95 %).</source>
      <translation>Jeder Punkt ist ein Atemzug; sein Balken zeigt, wie sicher dieser eine Wert ist (95 %).</translation>
    </message>
    <message>
      <source>Latest {value} ms, {low} to {high}</source>
      <translation>Letzter {value} ms, {low} bis {high}</translation>
    </message>
    <message>
      <source>own range {low} to {high} ms</source>
      <translation>eigener Bereich {low} bis {high} ms</translation>
    </message>
    <message>
      <source>{count} ago</source>
      <translation>vor {count}</translation>
    </message>
    <message>
      <source>now</source>
      <translation>jetzt</translation>
    </message>
    <message>
      <source>Heart rate over the last minute, with the breath curve</source>
      <translation>Herzfrequenz der letzten Minute mit der Atemkurve</translation>
    </message>
    <message>
      <source>{seconds} s ago</source>
      <translation>vor {seconds} s</translation>
    </message>
    <message>
      <source>Breathe in</source>
      <translation>Einatmen</translation>
    </message>
    <message>
      <source>Breathe out</source>
      <translation>Ausatmen</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Pause</translation>
    </message>
    <message>
      <source>Breathe as you like</source>
      <translation>Atmen, wie Sie mögen</translation>
    </message>
    <message>
      <source>Breathing pacer</source>
      <translation>Atemtaktgeber</translation>
    </message>
    <message>
      <source>Something went wrong; nothing is lost. The log has the details.</source>
      <translation>Etwas ging schief; nichts ist verloren. Einzelheiten stehen im Protokoll.</translation>
    </message>
    <message>
      <source>Progress</source>
      <translation>Fortschritt</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Files in {file}: {count}.</source>
      <translation>Dateien in {file}: {count}.</translation>
    </message>
    <message>
      <source>Recordings, notes, labels and the card, as one archive that can be imported elsewhere.</source>
      <translation>Aufzeichnungen, Notizen, Kennzeichnungen und die Karte als ein Archiv, das sich anderswo einführen lässt.</translation>
    </message>
    <message>
      <source>A lost passphrase of an archive cannot be recovered. An archive that is not sealed can be read by anybody.</source>
      <translation>Ein verlorenes Kennwort eines Archivs lässt sich nicht wiederherstellen. Ein unversiegeltes Archiv kann jeder lesen.</translation>
    </message>
    <message>
      <source>New recordings: {count}.</source>
      <translation>Neue Aufzeichnungen: {count}.</translation>
    </message>
    <message>
      <source>Export everything</source>
      <translation>Alles ausführen</translation>
    </message>
    <message>
      <source>Seal it with a passphrase of its own</source>
      <translation>Mit einem eigenen Kennwort versiegeln</translation>
    </message>
    <message>
      <source>Passphrase of the archive</source>
      <translation>Kennwort des Archivs</translation>
    </message>
    <message>
      <source>Choose a file…</source>
      <translation>Datei wählen …</translation>
    </message>
    <message>
      <source>Import an archive</source>
      <translation>Archiv einführen</translation>
    </message>
    <message>
      <source>Make its sessions those of {name}</source>
      <translation>Seine Sitzungen {name} zuordnen</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>Einführen</translation>
    </message>
    <message>
      <source>Myself</source>
      <translation>Ich selbst</translation>
    </message>
    <message>
      <source>Exports and backups you made are yours to delete, and a drive may keep old copies by itself.</source>
      <translation>Ihre Ausfuhren und Sicherungen müssen Sie selbst löschen, und ein Laufwerk kann von sich aus alte Kopien behalten.</translation>
    </message>
    <message>
      <source>listed</source>
      <translation>aufgelistet</translation>
    </message>
    <message>
      <source>opened</source>
      <translation>geöffnet</translation>
    </message>
    <message>
      <source>trends</source>
      <translation>Verlauf</translation>
    </message>
    <message>
      <source>report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>exported</source>
      <translation>ausgeführt</translation>
    </message>
    <message>
      <source>imported</source>
      <translation>eingeführt</translation>
    </message>
    <message>
      <source>card changed</source>
      <translation>Karte geändert</translation>
    </message>
    <message>
      <source>deleted</source>
      <translation>gelöscht</translation>
    </message>
    <message>
      <source>Who looked at, exported or deleted whose sessions. It keeps ids, no names and no health data.</source>
      <translation>Wer wessen Sitzungen angesehen, ausgeführt oder gelöscht hat. Es enthält Kennungen, keine Namen und keine Gesundheitsdaten.</translation>
    </message>
    <message>
      <source>Name or pseudonym</source>
      <translation>Name oder Pseudonym</translation>
    </message>
    <message>
      <source>Consent: what was agreed, and when</source>
      <translation>Einwilligung: was vereinbart wurde, und wann</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>Notiz</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>Behalten</translation>
    </message>
    <message>
      <source>Delete for good</source>
      <translation>Endgültig löschen</translation>
    </message>
    <message>
      <source>Files of {name}: {count}. They are overwritten and removed, from the catalogue too. This cannot be undone.</source>
      <translation>Dateien von {name}: {count}. Sie werden überschrieben und entfernt, auch aus dem Verzeichnis. Das lässt sich nicht rückgängig machen.</translation>
    </message>
    <message>
      <source>What was removed</source>
      <translation>Was entfernt wurde</translation>
    </message>
    <message>
      <source>Keep everything</source>
      <translation>Alles behalten</translation>
    </message>
    <message>
      <source>Files removed: {count}. Every file of the data folder was looked through: none holds or names the person now.</source>
      <translation>Entfernte Dateien: {count}. Jede Datei des Datenordners wurde durchgesehen: Keine enthält oder nennt die Person mehr.</translation>
    </message>
    <message>
      <source>Access log</source>
      <translation>Zugriffsprotokoll</translation>
    </message>
    <message>
      <source>When (UTC)</source>
      <translation>Wann (UTC)</translation>
    </message>
    <message>
      <source>Person</source>
      <translation>Person</translation>
    </message>
    <message>
      <source>What</source>
      <translation>Was</translation>
    </message>
    <message>
      <source>Session</source>
      <translation>Sitzung</translation>
    </message>
    <message>
      <source>By</source>
      <translation>Von</translation>
    </message>
    <message>
      <source>New person</source>
      <translation>Neue Person</translation>
    </message>
    <message>
      <source>Change the card</source>
      <translation>Karte ändern</translation>
    </message>
    <message>
      <source>Consent</source>
      <translation>Einwilligung</translation>
    </message>
    <message>
      <source>These still hold or name the person:</source>
      <translation>Diese enthalten oder nennen die Person noch:</translation>
    </message>
    <message>
      <source>{name} is put away; nothing was deleted.</source>
      <translation>{name} ist weggelegt; nichts wurde gelöscht.</translation>
    </message>
    <message>
      <source>People</source>
      <translation>Personen</translation>
    </message>
    <message>
      <source>Show those put away</source>
      <translation>Weggelegte zeigen</translation>
    </message>
    <message>
      <source>Add…</source>
      <translation>Hinzufügen …</translation>
    </message>
    <message>
      <source>Import…</source>
      <translation>Einführen …</translation>
    </message>
    <message>
      <source>Access log…</source>
      <translation>Zugriffsprotokoll …</translation>
    </message>
    <message>
      <source>Work with this person</source>
      <translation>Mit dieser Person arbeiten</translation>
    </message>
    <message>
      <source>Change…</source>
      <translation>Ändern …</translation>
    </message>
    <message>
      <source>Put away</source>
      <translation>Weglegen</translation>
    </message>
    <message>
      <source>Export…</source>
      <translation>Ausführen …</translation>
    </message>
    <message>
      <source>Delete…</source>
      <translation>Löschen …</translation>
    </message>
    <message>
      <source>Recordings: {count}</source>
      <translation>Aufzeichnungen: {count}</translation>
    </message>
    <message>
      <source>Consent: {words}</source>
      <translation>Einwilligung: {words}</translation>
    </message>
    <message>
      <source>Note: {words}</source>
      <translation>Notiz: {words}</translation>
    </message>
    <message>
      <source>This person is at hand</source>
      <translation>Diese Person ist gewählt</translation>
    </message>
    <message>
      <source>at hand</source>
      <translation>gewählt</translation>
    </message>
    <message>
      <source>put away</source>
      <translation>weggelegt</translation>
    </message>
    <message>
      <source>since {day}</source>
      <translation>seit {day}</translation>
    </message>
    <message>
      <source>own pace {rate} a minute</source>
      <translation>eigenes Tempo {rate} pro Minute</translation>
    </message>
    <message>
      <source>Take back</source>
      <translation>Zurückholen</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Vorher und nachher</translation>
    </message>
    <message>
      <source>Ring: before. Dot: after. From 0, not at all, to 10, very much.</source>
      <translation>Ring: vorher. Punkt: nachher. Von 0, gar nicht, bis 10, sehr.</translation>
    </message>
    <message>
      <source>No answer</source>
      <translation>Keine Antwort</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>Leave it out</source>
      <translation>Auslassen</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>{value} of 10</source>
      <translation>{value} von 10</translation>
    </message>
    <message>
      <source>How are you now?</source>
      <translation>Wie geht es Ihnen jetzt?</translation>
    </message>
    <message>
      <source>And how are you now?</source>
      <translation>Und wie geht es Ihnen jetzt?</translation>
    </message>
    <message>
      <source>not at all</source>
      <translation>gar nicht</translation>
    </message>
    <message>
      <source>very much</source>
      <translation>sehr</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>A note on this session, if you like</source>
      <translation>Eine Notiz zu dieser Sitzung, wenn Sie mögen</translation>
    </message>
    <message>
      <source>Recorded as {path}</source>
      <translation>Aufgezeichnet als {path}</translation>
    </message>
    <message>
      <source>This session was not recorded.</source>
      <translation>Diese Sitzung wurde nicht aufgezeichnet.</translation>
    </message>
    <message>
      <source>Heart rate from “{before}” to “{after}”: {value} ({low} to {high}) beats a minute.</source>
      <translation>Herzfrequenz von „{before}“ zu „{after}“: {value} ({low} bis {high}) Schläge pro Minute.</translation>
    </message>
    <message>
      <source>{item}: {before} before, {after} after</source>
      <translation>{item}: vorher {before}, nachher {after}</translation>
    </message>
    <message>
      <source>Part</source>
      <translation>Teil</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Heart rate (bpm)</source>
      <translation>Herzfrequenz (/min)</translation>
    </message>
    <message>
      <source>RMSSD (ms)</source>
      <translation>RMSSD (ms)</translation>
    </message>
    <message>
      <source>Usable</source>
      <translation>Nutzbar</translation>
    </message>
    <message>
      <source>In “{part}” your breath mostly went its own way. That happens, and it is no matter.</source>
      <translation>In „{part}“ ging Ihr Atem meist seinen eigenen Weg. Das kommt vor und macht nichts.</translation>
    </message>
    <message>
      <source>free</source>
      <translation>frei</translation>
    </message>
    <message>
      <source>Below each number: the range it lies in with 95 % confidence.</source>
      <translation>Unter jeder Zahl: der Bereich, in dem sie mit 95 % Sicherheit liegt.</translation>
    </message>
    <message>
      <source>You felt unwell and the pacer stopped. Listening to that is part of the practice.</source>
      <translation>Ihnen war nicht wohl, und der Taktgeber hielt an. Darauf zu hören gehört zur Übung.</translation>
    </message>
    <message>
      <source>No heart was measured in this session.</source>
      <translation>In dieser Sitzung wurde kein Herz gemessen.</translation>
    </message>
    <message>
      <source>In “{part}” your heart swung with each breath by about {value} ms ({low} to {high}).</source>
      <translation>In „{part}“ schwang Ihr Herz mit jedem Atemzug um etwa {value} ms ({low} bis {high}).</translation>
    </message>
    <message>
      <source>How closely the breathing followed the pacer is not known, so read the swing with that in mind.</source>
      <translation>Wie genau die Atmung dem Takt folgte, ist nicht bekannt; lesen Sie die Schwingung mit dieser Einschränkung.</translation>
    </message>
    <message>
      <source>In a part marked – the beats were too irregular for these numbers to mean anything.</source>
      <translation>In einem Teil mit – waren die Herzschläge zu unregelmäßig, als dass diese Zahlen etwas bedeuten könnten.</translation>
    </message>
    <message>
      <source>RMSSD and RSA depend on how fast you breathe; compare them only between parts at the same pace.</source>
      <translation>RMSSD und RSA hängen davon ab, wie schnell Sie atmen; vergleichen Sie sie nur zwischen Teilen mit gleichem Tempo.</translation>
    </message>
    <message>
      <source>That is too little to be told apart from none.</source>
      <translation>Das ist zu wenig, um es von keiner Änderung zu unterscheiden.</translation>
    </message>
    <message>
      <source>Thank you for practising</source>
      <translation>Danke, dass Sie geübt haben</translation>
    </message>
    <message>
      <source>{title}: {time} practised.</source>
      <translation>{title}: {time} geübt.</translation>
    </message>
    <message>
      <source>A practice of your own</source>
      <translation>Eine eigene Übung</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>Speichern</translation>
    </message>
    <message>
      <source>Edit as text</source>
      <translation>Als Text bearbeiten</translation>
    </message>
    <message>
      <source>Share as a file…</source>
      <translation>Als Datei weitergeben …</translation>
    </message>
    <message>
      <source>Take in a file…</source>
      <translation>Datei aufnehmen …</translation>
    </message>
    <message>
      <source>The practice as text (TOML)</source>
      <translation>Die Übung als Text (TOML)</translation>
    </message>
    <message>
      <source>Edit on the page</source>
      <translation>Auf der Seite bearbeiten</translation>
    </message>
    <message>
      <source>Written to {name}.</source>
      <translation>Geschrieben nach {name}.</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>Name</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Was es ist</translation>
    </message>
    <message>
      <source>About</source>
      <translation>Worum es geht</translation>
    </message>
    <message>
      <source>Usual length</source>
      <translation>Übliche Dauer</translation>
    </message>
    <message>
      <source>Words, one line after the other</source>
      <translation>Worte, eine Zeile nach der anderen</translation>
    </message>
    <message>
      <source>A practice needs a name.</source>
      <translation>Eine Übung braucht einen Namen.</translation>
    </message>
    <message>
      <source>Preview of the pace</source>
      <translation>Vorschau des Tempos</translation>
    </message>
    <message>
      <source>Pattern</source>
      <translation>Muster</translation>
    </message>
    <message>
      <source>Of my own</source>
      <translation>Eigenes</translation>
    </message>
    <message>
      <source>Out-breath, times the in-breath</source>
      <translation>Ausatmen, Vielfaches des Einatmens</translation>
    </message>
    <message>
      <source>Pause after breathing in (s)</source>
      <translation>Pause nach dem Einatmen (s)</translation>
    </message>
    <message>
      <source>Pause after breathing out (s)</source>
      <translation>Pause nach dem Ausatmen (s)</translation>
    </message>
    <message>
      <source>The pauses leave too little time to breathe: shorten them, or slow the pace.</source>
      <translation>Die Pausen lassen zu wenig Zeit zum Atmen: Kürzen Sie sie oder verlangsamen Sie das Tempo.</translation>
    </message>
    <message>
      <source>Begin with a resting baseline</source>
      <translation>Mit einer Ruhemessung beginnen</translation>
    </message>
    <message>
      <source>Practise</source>
      <translation>Üben</translation>
    </message>
    <message>
      <source>Practices</source>
      <translation>Übungen</translation>
    </message>
    <message>
      <source>Good to know</source>
      <translation>Gut zu wissen</translation>
    </message>
    <message>
      <source>Length</source>
      <translation>Dauer</translation>
    </message>
    <message>
      <source>Open, until I stop</source>
      <translation>Offen, bis ich beende</translation>
    </message>
    <message>
      <source>Heart signal</source>
      <translation>Herzsignal</translation>
    </message>
    <message>
      <source>Check in before and after</source>
      <translation>Vorher und nachher nach dem Befinden fragen</translation>
    </message>
    <message>
      <source>Find a strap</source>
      <translation>Gurt suchen</translation>
    </message>
    <message>
      <source>Replay a recording</source>
      <translation>Aufzeichnung abspielen</translation>
    </message>
    <message>
      <source>Make one of your own</source>
      <translation>Eigene Übung erstellen</translation>
    </message>
    <message>
      <source>Without a strap</source>
      <translation>Ohne Gurt</translation>
    </message>
    <message>
      <source>Change this practice</source>
      <translation>Diese Übung ändern</translation>
    </message>
    <message>
      <source>Begin with a resting baseline: there is room for one from {minutes} min on</source>
      <translation>Mit einer Ruhemessung beginnen: dafür ist ab {minutes} min Platz</translation>
    </message>
    <message>
      <source>Strap by way of a phone</source>
      <translation>Gurt über ein Telefon</translation>
    </message>
    <message>
      <source>{rate} breaths a minute</source>
      <translation>{rate} Atemzüge pro Minute</translation>
    </message>
    <message>
      <source>With pauses: {after_in} s after breathing in, {after_out} s after breathing out</source>
      <translation>Mit Pausen: {after_in} s nach dem Einatmen, {after_out} s nach dem Ausatmen</translation>
    </message>
    <message>
      <source>Breathing</source>
      <translation>Atmung</translation>
    </message>
    <message>
      <source>Attention</source>
      <translation>Aufmerksamkeit</translation>
    </message>
    <message>
      <source>Compassionate self</source>
      <translation>Mitfühlendes Selbst</translation>
    </message>
    <message>
      <source>Compassion to others</source>
      <translation>Mitgefühl für andere</translation>
    </message>
    <message>
      <source>Compassion from others</source>
      <translation>Mitgefühl von anderen</translation>
    </message>
    <message>
      <source>Compassion to oneself</source>
      <translation>Mitgefühl mit sich selbst</translation>
    </message>
    <message>
      <source>Wise action</source>
      <translation>Kluges Handeln</translation>
    </message>
    <message>
      <source>Grounding</source>
      <translation>Erdung</translation>
    </message>
    <message>
      <source>Rest</source>
      <translation>Ruhe</translation>
    </message>
    <message>
      <source>open</source>
      <translation>offen</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} s</translation>
    </message>
    <message>
      <source>With a pause of {seconds} s after breathing in</source>
      <translation>Mit einer Pause von {seconds} s nach dem Einatmen</translation>
    </message>
    <message>
      <source>With a pause of {seconds} s after breathing out</source>
      <translation>Mit einer Pause von {seconds} s nach dem Ausatmen</translation>
    </message>
    <message>
      <source>It begins quicker, nearer to your own breathing, and slows little by little.</source>
      <translation>Es beginnt schneller, näher an Ihrem eigenen Atem, und wird nach und nach langsamer.</translation>
    </message>
    <message>
      <source>{name} is remembered and used from now on.</source>
      <translation>{name} ist gemerkt und wird ab jetzt verwendet.</translation>
    </message>
    <message>
      <source>End the session</source>
      <translation>Sitzung beenden</translation>
    </message>
    <message>
      <source>Go on, smaller and quicker</source>
      <translation>Kleiner und schneller weiter</translation>
    </message>
    <message>
      <source>Go on without the pacer</source>
      <translation>Ohne Taktgeber weiter</translation>
    </message>
    <message>
      <source>Paused. Press Space to begin this part again.</source>
      <translation>Angehalten. Mit der Leertaste beginnt dieser Teil von vorn.</translation>
    </message>
    <message>
      <source>{step}  ·  {index} of {count}</source>
      <translation>{step}  ·  {index} von {count}</translation>
    </message>
    <message>
      <source>Paused. Press Space to go on.</source>
      <translation>Angehalten. Weiter mit der Leertaste.</translation>
    </message>
    <message>
      <source>The disk is full. Nothing is lost: the beats wait in memory until there is room.</source>
      <translation>Der Datenträger ist voll. Nichts geht verloren: Die Herzschläge warten im Speicher, bis wieder Platz ist.</translation>
    </message>
    <message>
      <source>The strap is out of reach. It comes back by itself; the pacer goes on.</source>
      <translation>Der Gurt ist außer Reichweite. Er kommt von selbst wieder; der Taktgeber läuft weiter.</translation>
    </message>
    <message>
      <source>Marked.</source>
      <translation>Markiert.</translation>
    </message>
    <message>
      <source>Held at {rate} breaths a minute.</source>
      <translation>Gehalten bei {rate} Atemzügen in der Minute.</translation>
    </message>
    <message>
      <source>This session is not being recorded: {reason}</source>
      <translation>Diese Sitzung wird nicht aufgezeichnet: {reason}</translation>
    </message>
    <message>
      <source>The heart is no longer recorded: {reason} The pacer goes on.</source>
      <translation>Das Herz wird nicht mehr aufgezeichnet: {reason} Der Taktgeber läuft weiter.</translation>
    </message>
    <message>
      <source>{rate} breaths a minute, slowing</source>
      <translation>{rate} Atemzüge pro Minute, langsamer werdend</translation>
    </message>
    <message>
      <source>From the next part on.</source>
      <translation>Vom nächsten Teil an.</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>Starten</translation>
    </message>
    <message>
      <source>Go on without a strap</source>
      <translation>Ohne Gurt weiter</translation>
    </message>
    <message>
      <source>Use the simulated strap</source>
      <translation>Simulierten Gurt verwenden</translation>
    </message>
    <message>
      <source>Without a strap: the pacer, the words and the sound are all there; no heart is measured.</source>
      <translation>Ohne Gurt: Taktgeber, Worte und Klang sind alle da; das Herz wird nicht gemessen.</translation>
    </message>
    <message>
      <source>Never</source>
      <translation>Nie</translation>
    </message>
    <message>
      <source>After {minutes} min</source>
      <translation>Nach {minutes} min</translation>
    </message>
    <message>
      <source>Nothing is lost. It goes on where it was.</source>
      <translation>Nichts ist verloren. Es geht weiter, wo es war.</translation>
    </message>
    <message>
      <source>The passphrase is changed. Backups made before still open with the old one.</source>
      <translation>Das Kennwort ist geändert. Sicherungen von vorher öffnen sich noch mit dem alten.</translation>
    </message>
    <message>
      <source>Passphrase</source>
      <translation>Kennwort</translation>
    </message>
    <message>
      <source>New passphrase</source>
      <translation>Neues Kennwort</translation>
    </message>
    <message>
      <source>I have written them down</source>
      <translation>Ich habe sie aufgeschrieben</translation>
    </message>
    <message>
      <source>Lock when nobody is here</source>
      <translation>Sperren, wenn niemand da ist</translation>
    </message>
    <message>
      <source>Lock now</source>
      <translation>Jetzt sperren</translation>
    </message>
    <message>
      <source>Passphrase now</source>
      <translation>Jetziges Kennwort</translation>
    </message>
    <message>
      <source>Change the passphrase</source>
      <translation>Kennwort ändern</translation>
    </message>
    <message>
      <source>New recovery words</source>
      <translation>Neue Wiederherstellungswörter</translation>
    </message>
    <message>
      <source>Stop protecting</source>
      <translation>Schutz aufheben</translation>
    </message>
    <message>
      <source>Unlocking was broken off</source>
      <translation>Das Entsperren wurde abgebrochen</translation>
    </message>
    <message>
      <source>A recording is going on and stays as it is; go on here when it has ended.</source>
      <translation>Eine Aufzeichnung läuft und bleibt, wie sie ist; hier geht es weiter, wenn sie beendet ist.</translation>
    </message>
    <message>
      <source>Done.</source>
      <translation>Erledigt.</translation>
    </message>
    <message>
      <source>Protect with a passphrase</source>
      <translation>Mit einem Kennwort schützen</translation>
    </message>
    <message>
      <source>Recordings, notes, people and the catalogue are encrypted. The passphrase is asked for at each start and when nobody was here for a while; a session that is being recorded is never interrupted.</source>
      <translation>Aufzeichnungen, Notizen, Personen und das Verzeichnis werden verschlüsselt. Nach dem Kennwort wird bei jedem Start gefragt und wenn eine Weile niemand da war; eine laufende Aufzeichnung wird nie unterbrochen.</translation>
    </message>
    <message>
      <source>Recovery words</source>
      <translation>Wiederherstellungswörter</translation>
    </message>
    <message>
      <source>Write these twelve words on paper, in this order, and keep it apart from this computer.</source>
      <translation>Schreiben Sie diese zwölf Wörter in dieser Reihenfolge auf Papier und bewahren Sie es getrennt von diesem Computer auf.</translation>
    </message>
    <message>
      <source>This folder is protected</source>
      <translation>Dieser Ordner ist geschützt</translation>
    </message>
    <message>
      <source>Changes need the passphrase</source>
      <translation>Änderungen brauchen das Kennwort</translation>
    </message>
    <message>
      <source>Take it out of the keyring</source>
      <translation>Aus dem Schlüsselbund nehmen</translation>
    </message>
    <message>
      <source>Keep it in the keyring too</source>
      <translation>Auch im Schlüsselbund aufbewahren</translation>
    </message>
    <message>
      <source>Locking was broken off</source>
      <translation>Das Sperren wurde abgebrochen</translation>
    </message>
    <message>
      <source>Lock everything now</source>
      <translation>Jetzt alles sperren</translation>
    </message>
    <message>
      <source>Locked. The unlocked files were overwritten, but solid-state drives, snapshots and backups may keep old copies; the system's disk encryption guards against that.</source>
      <translation>Gesperrt. Die ungesperrten Dateien wurden überschrieben, doch SSDs, Schnappschüsse und Sicherungen können alte Kopien behalten; davor schützt die Festplattenverschlüsselung des Systems.</translation>
    </message>
    <message>
      <source>Nothing is locked any more.</source>
      <translation>Nichts ist mehr gesperrt.</translation>
    </message>
    <message>
      <source>The words before open nothing any more.</source>
      <translation>Die bisherigen Wörter öffnen nichts mehr.</translation>
    </message>
    <message>
      <source>Some files are not locked</source>
      <translation>Einige Dateien sind nicht gesperrt</translation>
    </message>
    <message>
      <source>They came in from elsewhere; going on locks them.</source>
      <translation>Sie kamen von anderswo herein; Weitergehen sperrt sie.</translation>
    </message>
    <message>
      <source>If passphrase and recovery words are both lost, what is locked is lost: nobody can open it.</source>
      <translation>Sind Kennwort und Wiederherstellungswörter beide verloren, ist das Gesperrte verloren: Niemand kann es öffnen.</translation>
    </message>
    <message>
      <source>A passphrase needs at least {count} characters; a few words are best.</source>
      <translation>Ein Kennwort braucht mindestens {count} Zeichen; am besten sind ein paar Wörter.</translation>
    </message>
    <message>
      <source>The two are not the same: type it again.</source>
      <translation>Die beiden stimmen nicht überein: Geben Sie es noch einmal ein.</translation>
    </message>
    <message>
      <source>Locked</source>
      <translation>Gesperrt</translation>
    </message>
    <message>
      <source>Unlock</source>
      <translation>Entsperren</translation>
    </message>
    <message>
      <source>I have lost the passphrase</source>
      <translation>Ich habe das Kennwort verloren</translation>
    </message>
    <message>
      <source>Set the new passphrase</source>
      <translation>Neues Kennwort setzen</translation>
    </message>
    <message>
      <source>The twelve recovery words, in their order</source>
      <translation>Die zwölf Wiederherstellungswörter in ihrer Reihenfolge</translation>
    </message>
    <message>
      <source>Opening…</source>
      <translation>Wird geöffnet …</translation>
    </message>
    <message>
      <source>What is kept in this folder is locked. Nothing of it is in memory.</source>
      <translation>Was in diesem Ordner liegt, ist gesperrt. Nichts davon ist im Speicher.</translation>
    </message>
    <message>
      <source>With the recovery words</source>
      <translation>Mit den Wiederherstellungswörtern</translation>
    </message>
    <message>
      <source>{count} sessions, {beats} beats</source>
      <translation>{count} Sitzungen, {beats} Schläge</translation>
    </message>
    <message>
      <source>was here already</source>
      <translation>war schon hier</translation>
    </message>
    <message>
      <source>not imported</source>
      <translation>nicht hereingeholt</translation>
    </message>
    <message>
      <source>{beats} beats</source>
      <translation>{beats} Schläge</translation>
    </message>
    <message>
      <source>Sessions from Kubios, Elite HRV, HRV Logger, Polar, OpenHRV, StrapLog, Garmin FIT, WFDB, EDF+ and this program's own. The originals stay as they are.</source>
      <translation>Sitzungen aus Kubios, Elite HRV, HRV Logger, Polar, OpenHRV, StrapLog, Garmin FIT, WFDB, EDF+ und diesem Programm. Die Originale bleiben, wie sie sind.</translation>
    </message>
    <message>
      <source>{good} of {all} files brought in</source>
      <translation>{good} von {all} Dateien hereingeholt</translation>
    </message>
    <message>
      <source>Choose files…</source>
      <translation>Dateien wählen …</translation>
    </message>
    <message>
      <source>Choose a folder…</source>
      <translation>Ordner wählen …</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Try again with this unit</source>
      <translation>Mit dieser Einheit noch einmal</translation>
    </message>
    <message>
      <source>What became of each file</source>
      <translation>Was aus jeder Datei wurde</translation>
    </message>
    <message>
      <source>Looking for files…</source>
      <translation>Dateien werden gesucht …</translation>
    </message>
    <message>
      <source>Ending after the file at hand…</source>
      <translation>Endet nach der jetzigen Datei …</translation>
    </message>
    <message>
      <source>What was recorded</source>
      <translation>Was aufgezeichnet wurde</translation>
    </message>
    <message>
      <source>Unit of plain numbers</source>
      <translation>Einheit bloßer Zahlen</translation>
    </message>
    <message>
      <source>Recorded: not told</source>
      <translation>Aufgezeichnet: nicht angegeben</translation>
    </message>
    <message>
      <source>Recorded: rest</source>
      <translation>Aufgezeichnet: Ruhe</translation>
    </message>
    <message>
      <source>Recorded: practice</source>
      <translation>Aufgezeichnet: Übung</translation>
    </message>
    <message>
      <source>Unit: as the file shows</source>
      <translation>Einheit: wie die Datei zeigt</translation>
    </message>
    <message>
      <source>Unit: milliseconds</source>
      <translation>Einheit: Millisekunden</translation>
    </message>
    <message>
      <source>Unit: seconds</source>
      <translation>Einheit: Sekunden</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Taken for</source>
      <translation>Gehalten für</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>Remarks</source>
      <translation>Bemerkungen</translation>
    </message>
    <message>
      <source>{done} of {of} files</source>
      <translation>{done} von {of} Dateien</translation>
    </message>
    <message>
      <source>{count} were here already</source>
      <translation>{count} waren schon hier</translation>
    </message>
    <message>
      <source>Cancelled: what was brought in stays.</source>
      <translation>Abgebrochen: Was hereingeholt wurde, bleibt.</translation>
    </message>
    <message>
      <source>Some files do not say whether their numbers are milliseconds or seconds. Choose the unit, then try again.</source>
      <translation>Manche Dateien sagen nicht, ob ihre Zahlen Millisekunden oder Sekunden sind. Wählen Sie die Einheit und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
      <source>{count} given to {name}.</source>
      <translation>{count} an {name} gegeben.</translation>
    </message>
    <message>
      <source>Deleted: {count}.</source>
      <translation>Gelöscht: {count}.</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>Rückblick</translation>
    </message>
    <message>
      <source>Ways of looking back</source>
      <translation>Arten, zurückzuschauen</translation>
    </message>
    <message>
      <source>Sessions</source>
      <translation>Sitzungen</translation>
    </message>
    <message>
      <source>Over time</source>
      <translation>Im Verlauf</translation>
    </message>
    <message>
      <source>Bring in</source>
      <translation>Hereinholen</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>Exportieren</translation>
    </message>
    <message>
      <source>Export {count} as</source>
      <translation>{count} exportieren als</translation>
    </message>
    <message>
      <source>Into which folder?</source>
      <translation>In welchen Ordner?</translation>
    </message>
    <message>
      <source>{made} of {all} exported.</source>
      <translation>{made} von {all} exportiert.</translation>
    </message>
    <message>
      <source>Give to another person</source>
      <translation>Einer anderen Person geben</translation>
    </message>
    <message>
      <source>Whose are they?</source>
      <translation>Wem gehören sie?</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>Löschen</translation>
    </message>
    <message>
      <source>{count} sessions</source>
      <translation>{count} Sitzungen</translation>
    </message>
    <message>
      <source>Delete for good: {what}?</source>
      <translation>Endgültig löschen: {what}?</translation>
    </message>
    <message>
      <source>The recording, its notes and its labels are removed. This cannot be undone; copies elsewhere stay.</source>
      <translation>Die Aufzeichnung, ihre Notizen und Bezeichnungen werden entfernt. Das lässt sich nicht zurücknehmen; Kopien anderswo bleiben.</translation>
    </message>
    <message>
      <source>There is nobody else here. People are added in clinician mode, under Settings.</source>
      <translation>Hier ist niemand sonst. Personen werden im Behandlungsmodus unter Einstellungen hinzugefügt.</translation>
    </message>
    <message>
      <source>Exporting: {done} of {of}</source>
      <translation>Export: {done} von {of}</translation>
    </message>
    <message>
      <source>Recorded with {strap}</source>
      <translation>Aufgezeichnet mit: {strap}</translation>
    </message>
    <message>
      <source>firmware {number}</source>
      <translation>Firmware {number}</translation>
    </message>
    <message>
      <source>a strap</source>
      <translation>ein Gurt</translation>
    </message>
    <message>
      <source>worn {where} as it says.</source>
      <translation>nach seiner Angabe {where} getragen.</translation>
    </message>
    <message>
      <source>not told</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>seated</source>
      <translation>sitzend</translation>
    </message>
    <message>
      <source>lying</source>
      <translation>liegend</translation>
    </message>
    <message>
      <source>reclined</source>
      <translation>zurückgelehnt</translation>
    </message>
    <message>
      <source>standing</source>
      <translation>stehend</translation>
    </message>
    <message>
      <source>as recorded</source>
      <translation>wie aufgezeichnet</translation>
    </message>
    <message>
      <source>rest</source>
      <translation>Ruhe</translation>
    </message>
    <message>
      <source>practice</source>
      <translation>Übung</translation>
    </message>
    <message>
      <source>morning, retreat</source>
      <translation>Morgen, Klausur</translation>
    </message>
    <message>
      <source>Tags, with commas between them</source>
      <translation>Stichwörter, durch Kommas getrennt</translation>
    </message>
    <message>
      <source>Posture</source>
      <translation>Haltung</translation>
    </message>
    <message>
      <source>Kind, where the recording does not say</source>
      <translation>Art, wo die Aufzeichnung es nicht sagt</translation>
    </message>
    <message>
      <source>Eyes</source>
      <translation>Augen</translation>
    </message>
    <message>
      <source>open or closed</source>
      <translation>offen oder geschlossen</translation>
    </message>
    <message>
      <source>Way of breathing</source>
      <translation>Art zu atmen</translation>
    </message>
    <message>
      <source>through the nose, into the belly</source>
      <translation>durch die Nase, in den Bauch</translation>
    </message>
    <message>
      <source>Place</source>
      <translation>Ort</translation>
    </message>
    <message>
      <source>quiet room, at home</source>
      <translation>ruhiger Raum, zu Hause</translation>
    </message>
    <message>
      <source>In the hours before</source>
      <translation>In den Stunden davor</translation>
    </message>
    <message>
      <source>coffee, food, exercise</source>
      <translation>Kaffee, Essen, Bewegung</translation>
    </message>
    <message>
      <source>on the chest</source>
      <translation>an der Brust</translation>
    </message>
    <message>
      <source>on the wrist</source>
      <translation>am Handgelenk</translation>
    </message>
    <message>
      <source>on a finger</source>
      <translation>an einem Finger</translation>
    </message>
    <message>
      <source>on a hand</source>
      <translation>an einer Hand</translation>
    </message>
    <message>
      <source>on an ear lobe</source>
      <translation>an einem Ohrläppchen</translation>
    </message>
    <message>
      <source>on a foot</source>
      <translation>an einem Fuß</translation>
    </message>
    <message>
      <source>elsewhere on the body</source>
      <translation>anderswo am Körper</translation>
    </message>
    <message>
      <source>Note, tags and details</source>
      <translation>Notiz, Stichwörter und Angaben</translation>
    </message>
    <message>
      <source>This could not be kept: {reason}</source>
      <translation>Das konnte nicht aufbewahrt werden: {reason}</translation>
    </message>
    <message>
      <source>Beat {n} at {time}: {rr} ms, {label}</source>
      <translation>Schlag {n} bei {time}: {rr} ms, {label}</translation>
    </message>
    <message>
      <source>sound beat</source>
      <translation>einwandfreier Schlag</translation>
    </message>
    <message>
      <source>missed beat</source>
      <translation>fehlender Schlag</translation>
    </message>
    <message>
      <source>extra beat</source>
      <translation>überzähliger Schlag</translation>
    </message>
    <message>
      <source>early or late beat</source>
      <translation>zu früher oder zu später Schlag</translation>
    </message>
    <message>
      <source>misplaced beat</source>
      <translation>verschobener Schlag</translation>
    </message>
    <message>
      <source>after a gap</source>
      <translation>nach einer Lücke</translation>
    </message>
    <message>
      <source>noise</source>
      <translation>Störung</translation>
    </message>
    <message>
      <source>Label of the chosen beat</source>
      <translation>Kennzeichnung des gewählten Schlags</translation>
    </message>
    <message>
      <source>Next doubtful beat</source>
      <translation>Nächster zweifelhafter Schlag</translation>
    </message>
    <message>
      <source>Beat before</source>
      <translation>Voriger Schlag</translation>
    </message>
    <message>
      <source>Next beat</source>
      <translation>Nächster Schlag</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>Rückgängig</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>Wiederholen</translation>
    </message>
    <message>
      <source>No beat is doubtful.</source>
      <translation>Kein Schlag ist zweifelhaft.</translation>
    </message>
    <message>
      <source>(labelled by hand)</source>
      <translation>(von Hand gekennzeichnet)</translation>
    </message>
    <message>
      <source>(not used: it stands beside a doubtful one)</source>
      <translation>(nicht verwendet: er steht neben einem zweifelhaften)</translation>
    </message>
    <message>
      <source>Back to the sessions</source>
      <translation>Zurück zu den Sitzungen</translation>
    </message>
    <message>
      <source>Play again</source>
      <translation>Noch einmal</translation>
    </message>
    <message>
      <source>Save or export</source>
      <translation>Speichern oder exportieren</translation>
    </message>
    <message>
      <source>Copy methods paragraph</source>
      <translation>Methodenabsatz kopieren</translation>
    </message>
    <message>
      <source>Show a phase</source>
      <translation>Eine Phase zeigen</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alles zeigen</translation>
    </message>
    <message>
      <source>Reading the recording…</source>
      <translation>Die Aufzeichnung wird gelesen …</translation>
    </message>
    <message>
      <source>There is nothing to show.</source>
      <translation>Es gibt nichts zu zeigen.</translation>
    </message>
    <message>
      <source>Whole session</source>
      <translation>Ganze Sitzung</translation>
    </message>
    <message>
      <source>The methods paragraph is on the clipboard.</source>
      <translation>Der Methodenabsatz ist in der Zwischenablage.</translation>
    </message>
    <message>
      <source>Saving…</source>
      <translation>Wird gespeichert …</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>Vergrößern</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>Verkleinern</translation>
    </message>
    <message>
      <source>Phases</source>
      <translation>Phasen</translation>
    </message>
    <message>
      <source>Check-ins</source>
      <translation>Einschätzungen</translation>
    </message>
    <message>
      <source>Marks and notes made meanwhile</source>
      <translation>Marken und Notizen aus der Sitzung</translation>
    </message>
    <message>
      <source>None were made.</source>
      <translation>Es gibt keine.</translation>
    </message>
    <message>
      <source>Saved: {names}</source>
      <translation>Gespeichert: {names}</translation>
    </message>
    <message>
      <source>RSA</source>
      <translation>RSA</translation>
    </message>
    <message>
      <source>Spectrum</source>
      <translation>Spektrum</translation>
    </message>
    <message>
      <source>{rate}/min</source>
      <translation>{rate}/min</translation>
    </message>
    <message>
      <source>{pct} % usable</source>
      <translation>{pct} % nutzbar</translation>
    </message>
    <message>
      <source>{minutes} min, {beats} beats, {pct} % of them doubtful</source>
      <translation>{minutes} min, {beats} Schläge, {pct} % davon zweifelhaft</translation>
    </message>
    <message>
      <source>Phase</source>
      <translation>Phase</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>Güte</translation>
    </message>
    <message>
      <source>in to out {ratio}</source>
      <translation>ein zu aus {ratio}</translation>
    </message>
    <message>
      <source>{pct} % with the pacer</source>
      <translation>{pct} % mit dem Takt</translation>
    </message>
    <message>
      <source>{pct} % corrected</source>
      <translation>{pct} % korrigiert</translation>
    </message>
    <message>
      <source>* Read from the heartbeat itself, so it cannot say by itself whether RSA is right.</source>
      <translation>* Aus dem Herzschlag selbst gelesen; ob die RSA stimmt, kann das allein nicht sagen.</translation>
    </message>
    <message>
      <source>some labelled by hand</source>
      <translation>einige von Hand bezeichnet</translation>
    </message>
    <message>
      <source>{phase}: its variability cannot be interpreted and is withheld.</source>
      <translation>{phase}: Die Variabilität lässt sich nicht deuten und wird nicht angegeben.</translation>
    </message>
    <message>
      <source>{phase}: more than 5 % of the beats are doubtful; its numbers are unreliable.</source>
      <translation>{phase}: Mehr als 5 % der Schläge sind zweifelhaft; die Zahlen sind unzuverlässig.</translation>
    </message>
    <message>
      <source>From 0 to 10</source>
      <translation>Von 0 bis 10</translation>
    </message>
    <message>
      <source>Before</source>
      <translation>Davor</translation>
    </message>
    <message>
      <source>After</source>
      <translation>Danach</translation>
    </message>
    <message>
      <source>Minutes {low} to {high} are shown.</source>
      <translation>Gezeigt werden die Minuten {low} bis {high}.</translation>
    </message>
    <message>
      <source>Arrow keys choose a beat, Page Up and Page Down move along, plus and minus zoom, 0 shows all.</source>
      <translation>Pfeiltasten wählen einen Schlag, Bild auf und Bild ab gehen weiter, Plus und Minus vergrößern und verkleinern, 0 zeigt alles.</translation>
    </message>
    <message>
      <source>breathing measured by the strap's motion</source>
      <translation>Atmung, gemessen an der Bewegung des Gurts</translation>
    </message>
    <message>
      <source>breathing read from the ECG</source>
      <translation>Atmung, aus dem EKG gelesen</translation>
    </message>
    <message>
      <source>breathing as the pacer asked</source>
      <translation>Atmung, wie der Takt sie vorgab</translation>
    </message>
    <message>
      <source>breathing read from the heartbeat itself</source>
      <translation>Atmung, aus dem Herzschlag selbst gelesen</translation>
    </message>
    <message>
      <source>The session along time</source>
      <translation>Die Sitzung im Lauf der Zeit</translation>
    </message>
    <message>
      <source>R-R in ms: line corrected, dots as recorded, crosses doubtful (at the edge: beyond it)</source>
      <translation>R-R in ms: Linie korrigiert, Punkte wie aufgezeichnet, Kreuze zweifelhaft (am Rand: darüber hinaus)</translation>
    </message>
    <message>
      <source>Breaths a minute: line {source}, dashes the pace</source>
      <translation>Atemzüge je Minute: Linie {source}, gestrichelt der Takt</translation>
    </message>
    <message>
      <source>RSA in ms: dots each breath, line the mean of nine, bars its 95 % interval</source>
      <translation>RSA in ms: Punkte jeder Atemzug, Linie das Mittel von neun, Striche sein 95-%-Intervall</translation>
    </message>
    <message>
      <source>Spectrum in Hz, windows of 64 s: the warmer, the more power</source>
      <translation>Spektrum in Hz, Fenster von 64 s: je wärmer, desto mehr Leistung</translation>
    </message>
    <message>
      <source>Report as PDF…</source>
      <translation>Bericht als PDF …</translation>
    </message>
    <message>
      <source>Report as a web page…</source>
      <translation>Bericht als Webseite …</translation>
    </message>
    <message>
      <source>Beats for Kubios, text…</source>
      <translation>Schläge für Kubios, Text …</translation>
    </message>
    <message>
      <source>Beats as CSV…</source>
      <translation>Schläge als CSV …</translation>
    </message>
    <message>
      <source>Beats as EDF+…</source>
      <translation>Schläge als EDF+ …</translation>
    </message>
    <message>
      <source>Tachogram for BIDS…</source>
      <translation>Tachogramm für BIDS …</translation>
    </message>
    <message>
      <source>{name} is there already.</source>
      <translation>{name} ist schon da.</translation>
    </message>
    <message>
      <source>Settling</source>
      <translation>Ankommen</translation>
    </message>
    <message>
      <source>Practice</source>
      <translation>Übung</translation>
    </message>
    <message>
      <source>Afterwards</source>
      <translation>Nachher</translation>
    </message>
    <message>
      <source>Phases and marks</source>
      <translation>Phasen und Marken</translation>
    </message>
    <message>
      <source>Whole recording</source>
      <translation>Ganze Aufzeichnung</translation>
    </message>
    <message>
      <source>Day</source>
      <translation>Tag</translation>
    </message>
    <message>
      <source>Kind</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>Minuten</translation>
    </message>
    <message>
      <source>Tags and note</source>
      <translation>Stichwörter und Notiz</translation>
    </message>
    <message>
      <source>Newest first</source>
      <translation>Neueste zuerst</translation>
    </message>
    <message>
      <source>Oldest first</source>
      <translation>Älteste zuerst</translation>
    </message>
    <message>
      <source>Longest first</source>
      <translation>Längste zuerst</translation>
    </message>
    <message>
      <source>Best quality first</source>
      <translation>Beste Güte zuerst</translation>
    </message>
    <message>
      <source>By practice</source>
      <translation>Nach Übung</translation>
    </message>
    <message>
      <source>Any time</source>
      <translation>Jederzeit</translation>
    </message>
    <message>
      <source>The last week</source>
      <translation>Die letzte Woche</translation>
    </message>
    <message>
      <source>The last month</source>
      <translation>Der letzte Monat</translation>
    </message>
    <message>
      <source>The last three months</source>
      <translation>Die letzten drei Monate</translation>
    </message>
    <message>
      <source>The last year</source>
      <translation>Das letzte Jahr</translation>
    </message>
    <message>
      <source>Whose</source>
      <translation>Wessen</translation>
    </message>
    <message>
      <source>Everyone</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>Search practice, tags, notes, day</source>
      <translation>Übung, Stichwörter, Notizen, Tag suchen</translation>
    </message>
    <message>
      <source>Search</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Filters</source>
      <translation>Filter</translation>
    </message>
    <message>
      <source>Bring in sessions from elsewhere</source>
      <translation>Sitzungen von anderswo holen</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Export chosen…</source>
      <translation>Gewählte exportieren …</translation>
    </message>
    <message>
      <source>Give to another person…</source>
      <translation>Einer anderen Person geben …</translation>
    </message>
    <message>
      <source>Any practice</source>
      <translation>Jede Übung</translation>
    </message>
    <message>
      <source>Any kind</source>
      <translation>Jede Art</translation>
    </message>
    <message>
      <source>Any tag</source>
      <translation>Jedes Stichwort</translation>
    </message>
    <message>
      <source>Reading the list of sessions…</source>
      <translation>Die Liste der Sitzungen wird gelesen …</translation>
    </message>
    <message>
      <source>Recordings that are no longer in the folder: {count}. Someone removed or moved them there.</source>
      <translation>Aufzeichnungen, die nicht mehr im Ordner sind: {count}. Jemand hat sie dort entfernt oder verschoben.</translation>
    </message>
    <message>
      <source>Reading recordings: {done} of {of}</source>
      <translation>Aufzeichnungen werden gelesen: {done} von {of}</translation>
    </message>
    <message>
      <source>Nothing is recorded yet. Each session you practise is kept here.</source>
      <translation>Noch ist nichts aufgezeichnet. Jede Sitzung, die Sie üben, wird hier aufbewahrt.</translation>
    </message>
    <message>
      <source>No session fits. Take a filter away or search for something else.</source>
      <translation>Keine Sitzung passt. Nehmen Sie einen Filter weg oder suchen Sie nach etwas anderem.</translation>
    </message>
    <message>
      <source>{shown} of {all}</source>
      <translation>{shown} von {all}</translation>
    </message>
    <message>
      <source>Sessions: {count}</source>
      <translation>Sitzungen: {count}</translation>
    </message>
    <message>
      <source>Tag</source>
      <translation>Stichwort</translation>
    </message>
    <message>
      <source>When</source>
      <translation>Wann</translation>
    </message>
    <message>
      <source>Order</source>
      <translation>Reihenfolge</translation>
    </message>
    <message>
      <source>day not known</source>
      <translation>Tag nicht bekannt</translation>
    </message>
    <message>
      <source>Recording</source>
      <translation>Aufzeichnung</translation>
    </message>
    <message>
      <source>assessment</source>
      <translation>Taktsuche</translation>
    </message>
    <message>
      <source>comparison</source>
      <translation>Vergleich</translation>
    </message>
    <message>
      <source>Practising at {rate} breaths a minute: RSA in ms</source>
      <translation>Beim Üben mit {rate} Atemzügen je Minute: RSA in ms</translation>
    </message>
    <message>
      <source>The last seven days differ from the eight weeks before by {pct} % ({low} to {high} % with 95 % confidence).</source>
      <translation>Die letzten sieben Tage unterscheiden sich von den acht Wochen davor um {pct} % ({low} bis {high} % mit 95 % Sicherheit).</translation>
    </message>
    <message>
      <source>{days} days; {quality} % of their time usable</source>
      <translation>{days} Tage; {quality} % ihrer Zeit nutzbar</translation>
    </message>
    <message>
      <source>{one} and {other} days</source>
      <translation>{one} und {other} Tage</translation>
    </message>
    <message>
      <source>{before} ms, then {after} ms: {pct} % ({low} to {high} % with 95 % confidence; {counts}).</source>
      <translation>{before} ms, dann {after} ms: {pct} % ({low} bis {high} % mit 95 % Sicherheit; {counts}).</translation>
    </message>
    <message>
      <source>Practised on {days} days, {minutes} min in all; {week} min in the last seven days.</source>
      <translation>An {days} Tagen geübt, insgesamt {minutes} min; {week} min in den letzten sieben Tagen.</translation>
    </message>
    <message>
      <source>By time of day: {parts}. By day of the week, in min: {week}.</source>
      <translation>Nach Tageszeit: {parts}. Nach Wochentag, in min: {week}.</translation>
    </message>
    <message>
      <source>Resting: RMSSD in ms</source>
      <translation>In Ruhe: RMSSD in ms</translation>
    </message>
    <message>
      <source>Nothing that can be used was recorded.</source>
      <translation>Es wurde nichts Verwendbares aufgezeichnet.</translation>
    </message>
    <message>
      <source>To compare, {needed} days in the eight weeks before are needed; there are {there}.</source>
      <translation>Zum Vergleichen braucht es {needed} Tage in den acht Wochen davor; es sind {there}.</translation>
    </message>
    <message>
      <source>To compare, {needed} days in the last seven are needed; there are {there}.</source>
      <translation>Zum Vergleichen braucht es {needed} Tage in den letzten sieben; es sind {there}.</translation>
    </message>
    <message>
      <source>breathing {low} to {high} a minute</source>
      <translation>Atmung {low} bis {high} je Minute</translation>
    </message>
    <message>
      <source>Three days in each period are needed; there are {counts}.</source>
      <translation>Es braucht drei Tage in jedem Zeitraum; es sind {counts}.</translation>
    </message>
    <message>
      <source>Beyond measurement error.</source>
      <translation>Jenseits des Messfehlers.</translation>
    </message>
    <message>
      <source>Too little to be told apart from none.</source>
      <translation>Zu wenig, um von keiner unterschieden zu werden.</translation>
    </message>
    <message>
      <source>No practice is recorded here yet.</source>
      <translation>Hier ist noch keine Übung aufgezeichnet.</translation>
    </message>
    <message>
      <source>in the morning</source>
      <translation>morgens</translation>
    </message>
    <message>
      <source>around noon</source>
      <translation>mittags</translation>
    </message>
    <message>
      <source>in the afternoon</source>
      <translation>nachmittags</translation>
    </message>
    <message>
      <source>in the evening</source>
      <translation>abends</translation>
    </message>
    <message>
      <source>at night</source>
      <translation>nachts</translation>
    </message>
    <message>
      <source>flat: paces serve alike</source>
      <translation>flach: die Takte tun es gleich gut</translation>
    </message>
    <message>
      <source>Everything</source>
      <translation>Alles</translation>
    </message>
    <message>
      <source>Own dates</source>
      <translation>Eigene Tage</translation>
    </message>
    <message>
      <source>That is beyond measurement error.</source>
      <translation>Das ist jenseits des Messfehlers.</translation>
    </message>
    <message>
      <source>That is within measurement error: it cannot be told apart from no change.</source>
      <translation>Das ist innerhalb des Messfehlers: Es lässt sich von keiner Veränderung nicht unterscheiden.</translation>
    </message>
    <message>
      <source>breathing {rate} a minute</source>
      <translation>Atmung {rate} je Minute</translation>
    </message>
    <message>
      <source>Save a report…</source>
      <translation>Einen Bericht speichern …</translation>
    </message>
    <message>
      <source>Dots are days, the line is seven-day means, the band your own usual range; a diamond marks a week beyond measurement error.</source>
      <translation>Punkte sind Tage, die Linie Sieben-Tage-Mittel, das Band Ihr eigener üblicher Bereich; eine Raute kennzeichnet eine Woche jenseits des Messfehlers.</translation>
    </message>
    <message>
      <source>There is nothing to show yet: sessions with a rest or a paced practice make this page.</source>
      <translation>Es gibt noch nichts zu zeigen: Sitzungen mit einer Ruhe oder einer Übung mit Takt füllen diese Seite.</translation>
    </message>
    <message>
      <source>Practice at {rate} a minute</source>
      <translation>Übung mit {rate} je Minute</translation>
    </message>
    <message>
      <source>A change says nothing about good or bad: sleep, illness, time of day and breathing all take part.</source>
      <translation>Eine Veränderung sagt nichts über gut oder schlecht: Schlaf, Krankheit, Tageszeit und Atmung wirken alle mit.</translation>
    </message>
    <message>
      <source>First</source>
      <translation>Zuerst</translation>
    </message>
    <message>
      <source>Last</source>
      <translation>Zuletzt</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Von</translation>
    </message>
    <message>
      <source>To</source>
      <translation>Bis</translation>
    </message>
    <message>
      <source>In words</source>
      <translation>In Worten</translation>
    </message>
    <message>
      <source>What was practised</source>
      <translation>Was geübt wurde</translation>
    </message>
    <message>
      <source>Paces found by assessments</source>
      <translation>Bei Taktsuchen gefundene Takte</translation>
    </message>
    <message>
      <source>These numbers are a simulated heart's: no session with a strap is here yet.</source>
      <translation>Diese Zahlen sind die eines simulierten Herzens: Noch gibt es hier keine Sitzung mit einem Gurt.</translation>
    </message>
    <message>
      <source>Left out for too little or too doubtful signal: {count} phases.</source>
      <translation>Ausgelassen, weil das Signal zu kurz oder zu zweifelhaft war: {count} Phasen.</translation>
    </message>
    <message>
      <source>The range ends after the day it begins.</source>
      <translation>Der Zeitraum endet nach dem Tag, an dem er beginnt.</translation>
    </message>
    <message>
      <source>Range</source>
      <translation>Zeitraum</translation>
    </message>
    <message>
      <source>Pace of practice</source>
      <translation>Takt der Übung</translation>
    </message>
    <message>
      <source>Check-in item</source>
      <translation>Frage der Einschätzung</translation>
    </message>
    <message>
      <source>One, from</source>
      <translation>Einer, von</translation>
    </message>
    <message>
      <source>One, to</source>
      <translation>Einer, bis</translation>
    </message>
    <message>
      <source>Other, from</source>
      <translation>Anderer, von</translation>
    </message>
    <message>
      <source>Other, to</source>
      <translation>Anderer, bis</translation>
    </message>
    <message>
      <source>Two periods side by side</source>
      <translation>Zwei Zeiträume nebeneinander</translation>
    </message>
    <message>
      <source>A period ends on the day it begins, or later.</source>
      <translation>Ein Zeitraum endet an dem Tag, an dem er beginnt, oder später.</translation>
    </message>
    <message>
      <source>Page Up and Page Down move along, plus and minus zoom, 0 shows all.</source>
      <translation>Bild auf und Bild ab gehen weiter, Plus und Minus vergrößern und verkleinern, 0 zeigt alles.</translation>
    </message>
    <message>
      <source>Change over time</source>
      <translation>Veränderung im Lauf der Zeit</translation>
    </message>
    <message>
      <source>Practising: RSA in ms</source>
      <translation>Beim Üben: RSA in ms</translation>
    </message>
    <message>
      <source>Breaths a minute: rings at rest, dots in this practice</source>
      <translation>Atemzüge je Minute: Ringe in Ruhe, Punkte in dieser Übung</translation>
    </message>
    <message>
      <source>Minutes of practice in each week</source>
      <translation>Minuten Übung in jeder Woche</translation>
    </message>
    <message>
      <source>{item}, 0 to 10: rings before, dots after</source>
      <translation>{item}, 0 bis 10: Ringe davor, Punkte danach</translation>
    </message>
    <message>
      <source>Pace found by assessments, with its 95 % interval</source>
      <translation>Bei Taktsuchen gefundener Takt mit seinem 95-%-Intervall</translation>
    </message>
    <message>
      <source>{first} to {last} are shown.</source>
      <translation>Gezeigt wird {first} bis {last}.</translation>
    </message>
    <message>
      <source>{second} and {first}: no difference beyond what these sessions can tell, {pct} % ({low} to {high} %).</source>
      <translation>{second} und {first}: kein Unterschied über das hinaus, was diese Sitzungen sagen können, {pct} % ({low} bis {high} %).</translation>
    </message>
    <message>
      <source>Heart swing (RSA) during practice, at an equal breathing rate and with change over time taken out.</source>
      <translation>Herzschwingung (RSA) während der Übung, bei gleichem Atemtempo und ohne die Änderung über die Zeit.</translation>
    </message>
    <message>
      <source>{first} and {second}: done at different times, so not compared.</source>
      <translation>{first} und {second}: zu verschiedenen Zeiten geübt, daher nicht verglichen.</translation>
    </message>
    <message>
      <source>{second} went with more swing than {first}: {pct} % ({low} to {high} %).</source>
      <translation>{second} ging mit mehr Schwingung einher als {first}: {pct} % ({low} bis {high} %).</translation>
    </message>
    <message>
      <source>{second} went with less swing than {first}: {pct} % ({low} to {high} %).</source>
      <translation>{second} ging mit weniger Schwingung einher als {first}: {pct} % ({low} bis {high} %).</translation>
    </message>
    <message>
      <source>From {days} days of each of two paced practices on, their heart swing is held against each other here.</source>
      <translation>Ab je {days} Tagen mit zwei Übungen mit Taktgeber steht ihre Herzschwingung hier nebeneinander.</translation>
    </message>
    <message>
      <source>The intervals hold for all {count} pairs together with 95 % confidence.</source>
      <translation>Die Intervalle gelten für alle {count} Paare zusammen mit 95 % Sicherheit.</translation>
    </message>
    <message>
      <source>{first} and {second}: breathed at different rates, so not compared.</source>
      <translation>{first} und {second}: in verschiedenem Tempo geatmet, daher nicht verglichen.</translation>
    </message>
    <message>
      <source>Dot and bar: the difference and its interval; the upright line: no difference, to its left less swing, to its right more.</source>
      <translation>Punkt und Balken: der Unterschied und sein Intervall; die senkrechte Linie: kein Unterschied, links davon weniger Schwingung, rechts mehr.</translation>
    </message>
    <message>
      <source>Less swing is not less good: sensing suffering often lowers it, and a practice can do good that the heart does not show.</source>
      <translation>Weniger Schwingung ist nicht weniger gut: Leid wahrzunehmen senkt sie oft, und eine Übung kann gut tun, ohne dass das Herz es zeigt.</translation>
    </message>
    <message>
      <source>{practice}: {days} of {needed} days so far.</source>
      <translation>{practice}: bisher {days} von {needed} Tagen.</translation>
    </message>
    <message>
      <source>Practices beside one another</source>
      <translation>Übungen nebeneinander</translation>
    </message>
    <message>
      <source>The interval holds with 95 % confidence.</source>
      <translation>Das Intervall gilt mit 95 % Sicherheit.</translation>
    </message>
    <message>
      <source>{shown} of them are shown.</source>
      <translation>{shown} davon sind gezeigt.</translation>
    </message>
    <message>
      <source>At hand: {name}</source>
      <translation>Gewählt: {name}</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Places</source>
      <translation>Bereiche</translation>
    </message>
    <message>
      <source>Practice at six breaths a minute</source>
      <translation>Übung mit sechs Atemzügen pro Minute</translation>
    </message>
    <message>
      <source>A quiet rest</source>
      <translation>Eine stille Ruhe</translation>
    </message>
    <message>
      <source>Looking for a resonance pace, step by step</source>
      <translation>Schrittweise Suche nach dem Resonanztempo</translation>
    </message>
    <message>
      <source>A difficult day: the strap slips and drops out</source>
      <translation>Ein schwieriger Tag: Der Gurt verrutscht und setzt aus</translation>
    </message>
    <message>
      <source>Recordings</source>
      <translation>Aufzeichnungen</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>Abspielen</translation>
    </message>
    <message>
      <source>Another file…</source>
      <translation>Andere Datei …</translation>
    </message>
    <message>
      <source>Simulated: {what}</source>
      <translation>Simuliert: {what}</translation>
    </message>
    <message>
      <source>A recording plays as if the strap were on now.</source>
      <translation>Eine Aufzeichnung läuft ab, als wäre der Gurt jetzt angelegt.</translation>
    </message>
    <message>
      <source>The data folder {folder} cannot be written to ({reason}). Make it writable, or start Outbreath with --data and another folder.</source>
      <translation>In den Datenordner {folder} kann nicht geschrieben werden ({reason}). Machen Sie ihn beschreibbar, oder starten Sie Outbreath mit --data und einem anderen Ordner.</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>High contrast, light</source>
      <translation>Hoher Kontrast, hell</translation>
    </message>
    <message>
      <source>High contrast, dark</source>
      <translation>Hoher Kontrast, dunkel</translation>
    </message>
    <message>
      <source>Warm</source>
      <translation>Warm</translation>
    </message>
    <message>
      <source>Glass</source>
      <translation>Glas</translation>
    </message>
    <message>
      <source>Reed</source>
      <translation>Rohrblatt</translation>
    </message>
    <message>
      <source>Choir</source>
      <translation>Chor</translation>
    </message>
    <message>
      <source>Air</source>
      <translation>Luft</translation>
    </message>
    <message>
      <source>None</source>
      <translation>Keiner</translation>
    </message>
    <message>
      <source>Waves</source>
      <translation>Wellen</translation>
    </message>
    <message>
      <source>Rain</source>
      <translation>Regen</translation>
    </message>
    <message>
      <source>Wind</source>
      <translation>Wind</translation>
    </message>
    <message>
      <source>A phone as the radio: its address in this network, or auto</source>
      <translation>Ein Telefon als Funkgerät: seine Adresse in diesem Netz, oder auto</translation>
    </message>
    <message>
      <source>Everything stays on this computer, in {folder}</source>
      <translation>Alles bleibt auf diesem Computer, in {folder}</translation>
    </message>
    <message>
      <source>Not known yet</source>
      <translation>Noch nicht bekannt</translation>
    </message>
    <message>
      <source>Look</source>
      <translation>Aussehen</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>Farben</translation>
    </message>
    <message>
      <source>Text size</source>
      <translation>Textgröße</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Reduce motion: a slow fade in place of movement</source>
      <translation>Weniger Bewegung: langsames Ein- und Ausblenden</translation>
    </message>
    <message>
      <source>Pacer</source>
      <translation>Taktgeber</translation>
    </message>
    <message>
      <source>View</source>
      <translation>Ansicht</translation>
    </message>
    <message>
      <source>My own pace</source>
      <translation>Mein eigenes Tempo</translation>
    </message>
    <message>
      <source>Begin near my own breathing and slow down little by little</source>
      <translation>Nahe an meinem eigenen Atem beginnen und nach und nach langsamer werden</translation>
    </message>
    <message>
      <source>Vary the pacer a little, so that a heartbeat alone can tell whether I follow it</source>
      <translation>Den Taktgeber ein wenig wechseln lassen, damit schon der Herzschlag zeigt, ob ich ihm folge</translation>
    </message>
    <message>
      <source>Put a slightly different pace forward between parts, which I may accept or not</source>
      <translation>Zwischen den Teilen ein etwas anderes Tempo vorschlagen, das ich annehmen kann oder nicht</translation>
    </message>
    <message>
      <source>Show counts in the pacer</source>
      <translation>Im Taktgeber mitzählen</translation>
    </message>
    <message>
      <source>Sound</source>
      <translation>Klang</translation>
    </message>
    <message>
      <source>Sound during a session</source>
      <translation>Klang während der Sitzung</translation>
    </message>
    <message>
      <source>Volume</source>
      <translation>Lautstärke</translation>
    </message>
    <message>
      <source>Voice of the breath</source>
      <translation>Stimme des Atems</translation>
    </message>
    <message>
      <source>Background</source>
      <translation>Hintergrund</translation>
    </message>
    <message>
      <source>Bells at the start, at each new part and at the end</source>
      <translation>Glocken am Anfang, bei jedem neuen Teil und am Ende</translation>
    </message>
    <message>
      <source>A soft chord that opens with the swing of your heart</source>
      <translation>Ein sanfter Akkord, der sich mit der Schwingung Ihres Herzens öffnet</translation>
    </message>
    <message>
      <source>Speak the words of a practice, where the system can</source>
      <translation>Die Worte einer Übung sprechen, wo das System es kann</translation>
    </message>
    <message>
      <source>Forget this strap</source>
      <translation>Diesen Gurt vergessen</translation>
    </message>
    <message>
      <source>off</source>
      <translation>aus</translation>
    </message>
    <message>
      <source>I also practise with clients: keep their sessions apart</source>
      <translation>Ich übe auch mit Klientinnen und Klienten: ihre Sitzungen getrennt halten</translation>
    </message>
    <message>
      <source>Passphrase…</source>
      <translation>Kennwort …</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>Tasten</translation>
    </message>
    <message>
      <source>Strap and data</source>
      <translation>Gurt und Daten</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>Leertaste</translation>
    </message>
    <message>
      <source>Pause, and go on</source>
      <translation>Anhalten und weiter</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>I feel unwell</source>
      <translation>Mir ist nicht gut</translation>
    </message>
    <message>
      <source>Mark this moment in the recording</source>
      <translation>Diesen Moment in der Aufzeichnung markieren</translation>
    </message>
    <message>
      <source>A quicker or slower pace</source>
      <translation>Schnelleres oder langsameres Tempo</translation>
    </message>
    <message>
      <source>Hold this pace</source>
      <translation>Tempo halten</translation>
    </message>
    <message>
      <source>Next part</source>
      <translation>Nächster Teil</translation>
    </message>
    <message>
      <source>This part again</source>
      <translation>Diesen Teil noch einmal</translation>
    </message>
    <message>
      <source>Try the pace put forward, or keep mine</source>
      <translation>Das vorgeschlagene Tempo versuchen oder meines behalten</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>Vollbild</translation>
    </message>
    <message>
      <source>Ctrl+1 to 4</source>
      <translation>Strg+1 bis 4</translation>
    </message>
    <message>
      <source>Practise, Assess, Review, Settings</source>
      <translation>Üben, Ermitteln, Rückblick, Einstellungen</translation>
    </message>
    <message>
      <source>Remembered strap: {name}</source>
      <translation>Gemerkter Gurt: {name}</translation>
    </message>
    <message>
      <source>No strap is remembered.</source>
      <translation>Es ist kein Gurt gemerkt.</translation>
    </message>
    <message>
      <source>Lock what is kept with a passphrase</source>
      <translation>Was gespeichert ist, mit einem Kennwort sperren</translation>
    </message>
    <message>
      <source>Breathe slowly, and see your heart answer</source>
      <translation>Langsam atmen und sehen, wie Ihr Herz antwortet</translation>
    </message>
    <message>
      <source>Before you begin</source>
      <translation>Bevor Sie beginnen</translation>
    </message>
    <message>
      <source>Three ways to start</source>
      <translation>Drei Wege zu beginnen</translation>
    </message>
    <message>
      <source>Skip</source>
      <translation>Überspringen</translation>
    </message>
    <message>
      <source>{index} of {count}</source>
      <translation>{index} von {count}</translation>
    </message>
    <message>
      <source>Outbreath paces a slow breath with a longer way out. Many people find it calming.</source>
      <translation>Outbreath gibt einen langsamen Atem mit längerem Ausatmen vor. Viele Menschen empfinden das als beruhigend.</translation>
    </message>
    <message>
      <source>With a chest strap you see your heart swing with each breath, and how sure each number is.</source>
      <translation>Mit einem Brustgurt sehen Sie, wie Ihr Herz mit jedem Atemzug schwingt und wie sicher jede Zahl ist.</translation>
    </message>
    <message>
      <source>With a strap</source>
      <translation>Mit einem Gurt</translation>
    </message>
    <message>
      <source>Any chest strap with the Bluetooth heart-rate service.</source>
      <translation>Jeder Brustgurt mit dem Bluetooth-Herzfrequenzdienst.</translation>
    </message>
    <message>
      <source>With the simulated strap</source>
      <translation>Mit dem simulierten Gurt</translation>
    </message>
    <message>
      <source>To try everything out, with a heart that is made up.</source>
      <translation>Um alles auszuprobieren, mit einem erdachten Herzen.</translation>
    </message>
    <message>
      <source>The pacer, the words and the sound are all there.</source>
      <translation>Taktgeber, Worte und Klang sind alle da.</translation>
    </message>
    <message>
      <source>pauses and goes on</source>
      <translation>hält an und geht weiter</translation>
    </message>
    <message>
      <source>stops</source>
      <translation>beendet</translation>
    </message>
    <message>
      <source>when you feel unwell</source>
      <translation>wenn Ihnen nicht gut ist</translation>
    </message>
    <message>
      <source>Something in the window went wrong. A running recording goes on; the log has the details.</source>
      <translation>Im Fenster ist etwas schiefgegangen. Eine laufende Aufzeichnung geht weiter; das Protokoll hat die Einzelheiten.</translation>
    </message>
    <message>
      <source>near</source>
      <translation>nah</translation>
    </message>
    <message>
      <source>within reach</source>
      <translation>in Reichweite</translation>
    </message>
    <message>
      <source>far</source>
      <translation>fern</translation>
    </message>
    <message>
      <source>Show all Bluetooth devices</source>
      <translation>Alle Bluetooth-Geräte zeigen</translation>
    </message>
    <message>
      <source>For a strap that does not say that it sends a heart rate. It is found out when it is used.</source>
      <translation>Für einen Gurt, der nicht sagt, dass er eine Herzfrequenz sendet. Ob er es tut, zeigt sich beim Benutzen.</translation>
    </message>
    <message>
      <source>Straps found</source>
      <translation>Gefundene Gurte</translation>
    </message>
    <message>
      <source>Use this strap</source>
      <translation>Diesen Gurt verwenden</translation>
    </message>
    <message>
      <source>Look again</source>
      <translation>Noch einmal suchen</translation>
    </message>
    <message>
      <source>Wear the strap with its pads moistened: most straps only answer on the skin.</source>
      <translation>Legen Sie den Gurt mit angefeuchteten Kontakten an: Die meisten Gurte antworten nur auf der Haut.</translation>
    </message>
    <message>
      <source>Looking for straps…</source>
      <translation>Gurte werden gesucht …</translation>
    </message>
    <message>
      <source>connected</source>
      <translation>verbunden</translation>
    </message>
    <message>
      <source>used last</source>
      <translation>zuletzt benutzt</translation>
    </message>
    <message>
      <source>may send no heart rate</source>
      <translation>sendet vielleicht keine Herzfrequenz</translation>
    </message>
    <message>
      <source>Bluetooth cannot be used here.</source>
      <translation>Bluetooth ist hier nicht nutzbar.</translation>
    </message>
    <message>
      <source>used before</source>
      <translation>schon benutzt</translation>
    </message>
    <message>
      <source>new</source>
      <translation>neu</translation>
    </message>
    <message>
      <source>Strap without a name</source>
      <translation>Gurt ohne Namen</translation>
    </message>
    <message>
      <source>Device without a name</source>
      <translation>Gerät ohne Namen</translation>
    </message>
    <message>
      <source>You can replay a recording or use the simulated strap instead.</source>
      <translation>Sie können stattdessen eine Aufzeichnung abspielen oder den simulierten Gurt verwenden.</translation>
    </message>
    <message>
      <source>No strap found. Moisten its pads, wear it, come nearer, and look again.</source>
      <translation>Kein Gurt gefunden. Kontakte anfeuchten, Gurt anlegen, näher kommen und noch einmal suchen.</translation>
    </message>
    <message>
      <source>One strap found.</source>
      <translation>Ein Gurt gefunden.</translation>
    </message>
    <message>
      <source>{count} straps found.</source>
      <translation>{count} Gurte gefunden.</translation>
    </message>
    <message>
      <source>The strap wants to be paired with this computer. Allow it, if it shows this number: {number}.</source>
      <translation>Der Gurt will mit diesem Computer gekoppelt werden. Erlauben Sie es, wenn er diese Zahl zeigt: {number}.</translation>
    </message>
    <message>
      <source>The strap is not heard, but one of the same name is: {name}, {address}. Is this it?</source>
      <translation>Der Gurt ist nicht zu hören, wohl aber einer desselben Namens: {name}, {address}. Ist er das?</translation>
    </message>
    <message>
      <source>The strap wants to be paired with this computer. Allow it?</source>
      <translation>Der Gurt will mit diesem Computer gekoppelt werden. Erlauben?</translation>
    </message>
    <message>
      <source>Pair the strap</source>
      <translation>Gurt koppeln</translation>
    </message>
    <message>
      <source>Pair it</source>
      <translation>Koppeln</translation>
    </message>
    <message>
      <source>Do not pair</source>
      <translation>Nicht koppeln</translation>
    </message>
    <message>
      <source>Is this the strap?</source>
      <translation>Ist das der Gurt?</translation>
    </message>
    <message>
      <source>Use it</source>
      <translation>Diesen benutzen</translation>
    </message>
    <message>
      <source>Another one</source>
      <translation>Ein anderer</translation>
    </message>
    <message>
      <source>Orb</source>
      <translation>Kugel</translation>
    </message>
    <message>
      <source>Line</source>
      <translation>Linie</translation>
    </message>
    <message>
      <source>Words only</source>
      <translation>Nur Worte</translation>
    </message>
    <message>
      <source>Calm</source>
      <translation>Ruhig</translation>
    </message>
    <message>
      <source>Standard</source>
      <translation>Standard</translation>
    </message>
    <message>
      <source>Detailed</source>
      <translation>Ausführlich</translation>
    </message>
    <message>
      <source>Clinician</source>
      <translation>Fachleute</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>End the session and see its summary</source>
      <translation>Sitzung beenden und zurückblicken</translation>
    </message>
    <message>
      <source>Mark</source>
      <translation>Markieren</translation>
    </message>
    <message>
      <source>Stops the pacer at once</source>
      <translation>Hält den Taktgeber sofort an</translation>
    </message>
    <message>
      <source>Stop the pace from slowing further</source>
      <translation>Das Tempo nicht weiter verlangsamen</translation>
    </message>
    <message>
      <source>Do this part once more</source>
      <translation>Diesen Teil noch einmal machen</translation>
    </message>
    <message>
      <source>That part again</source>
      <translation>Jenen Teil noch einmal</translation>
    </message>
    <message>
      <source>Do the part that could not be used once more</source>
      <translation>Den Teil, der nicht zu verwenden war, noch einmal machen</translation>
    </message>
    <message>
      <source>Leave this part now</source>
      <translation>Diesen Teil jetzt verlassen</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>Geschwindigkeit</translation>
    </message>
    <message>
      <source>{times}×</source>
      <translation>{times}×</translation>
    </message>
    <message>
      <source>Off pace</source>
      <translation>Nicht im Takt</translation>
    </message>
    <message>
      <source>Following</source>
      <translation>Folgt dem Takt</translation>
    </message>
    <message>
      <source>Breathing rate</source>
      <translation>Atemfrequenz</translation>
    </message>
    <message>
      <source>RSA, latest breaths</source>
      <translation>RSA, letzte Atemzüge</translation>
    </message>
    <message>
      <source>RSA, latest breath</source>
      <translation>RSA, letzter Atemzug</translation>
    </message>
    <message>
      <source>Heart rate</source>
      <translation>Herzfrequenz</translation>
    </message>
    <message>
      <source>RMSSD, 60 s</source>
      <translation>RMSSD, 60 s</translation>
    </message>
    <message>
      <source>Usable, last 60 s</source>
      <translation>Nutzbar, letzte 60 s</translation>
    </message>
    <message>
      <source>Signal</source>
      <translation>Signal</translation>
    </message>
    <message>
      <source>RSA as heart rate</source>
      <translation>RSA als Herzfrequenz</translation>
    </message>
    <message>
      <source>Spectral concentration</source>
      <translation>Spektrale Bündelung</translation>
    </message>
    <message>
      <source>Corrected beats</source>
      <translation>Korrigierte Schläge</translation>
    </message>
    <message>
      <source>/min</source>
      <translation>/min</translation>
    </message>
    <message>
      <source>bpm</source>
      <translation>/min</translation>
    </message>
    <message>
      <source>ms</source>
      <translation>ms</translation>
    </message>
    <message>
      <source>RSA of each breath (ms)</source>
      <translation>RSA jedes Atemzugs (ms)</translation>
    </message>
    <message>
      <source>Heart rate (bpm), the line, over the breath, filled</source>
      <translation>Herzfrequenz (pro Minute) als Linie über der gefüllten Atemkurve</translation>
    </message>
    <message>
      <source>not recorded any more</source>
      <translation>wird nicht mehr aufgezeichnet</translation>
    </message>
    <message>
      <source>band: your range so far</source>
      <translation>Band: Ihr bisheriger Bereich</translation>
    </message>
    <message>
      <source>band: your own range</source>
      <translation>Band: Ihr eigener Bereich</translation>
    </message>
    <message>
      <source>From the next part on, {rate} in place of {current} breaths a minute?</source>
      <translation>Vom nächsten Teil an {rate} statt {current} Atemzüge pro Minute?</translation>
    </message>
    <message>
      <source>On {days} days near this pace your heart tended to swing wider there.</source>
      <translation>An {days} Tagen nahe diesem Tempo schwang Ihr Herz dort eher weiter.</translation>
    </message>
    <message>
      <source>You have not tried it yet on your {days} days near this pace.</source>
      <translation>An Ihren {days} Tagen nahe diesem Tempo haben Sie es noch nicht versucht.</translation>
    </message>
    <message>
      <source>Y tries it, K keeps your pace; without an answer nothing changes.</source>
      <translation>Y versucht es, K behält Ihr Tempo; ohne Antwort ändert sich nichts.</translation>
    </message>
    <message>
      <source>Try it</source>
      <translation>Versuchen</translation>
    </message>
    <message>
      <source>Keep my pace</source>
      <translation>Mein Tempo behalten</translation>
    </message>
    <message>
      <source>Heart swing per breath (RSA)</source>
      <translation>Herzschwingung (RSA)</translation>
    </message>
    <message>
      <source>Beat-to-beat change (RMSSD)</source>
      <translation>Von Schlag zu Schlag (RMSSD)</translation>
    </message>
    <message>
      <source>Weak</source>
      <translation>Schwach</translation>
    </message>
    <message>
      <source>No fresh beats</source>
      <translation>Keine neuen Herzschläge</translation>
    </message>
    <message>
      <source>Not enough data yet</source>
      <translation>Noch nicht genug Daten</translation>
    </message>
    <message>
      <source>No strap</source>
      <translation>Kein Gurt</translation>
    </message>
    <message>
      <source>Strap lost</source>
      <translation>Gurt verloren</translation>
    </message>
    <message>
      <source>No skin contact</source>
      <translation>Kein Hautkontakt</translation>
    </message>
    <message>
      <source>Nothing heard for {seconds} s</source>
      <translation>Seit {seconds} s nichts gehört</translation>
    </message>
    <message>
      <source>Listening</source>
      <translation>Hört zu</translation>
    </message>
    <message>
      <source>Not interpretable</source>
      <translation>Nicht deutbar</translation>
    </message>
    <message>
      <source>Unreliable</source>
      <translation>Unzuverlässig</translation>
    </message>
    <message>
      <source>Doubtful</source>
      <translation>Zweifelhaft</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>Klar</translation>
    </message>
    <message>
      <source>Fair</source>
      <translation>Brauchbar</translation>
    </message>
    <message>
      <source>{share} % of beats usable</source>
      <translation>{share} % der Schläge nutzbar</translation>
    </message>
    <message>
      <source>As you like</source>
      <translation>Wie Sie mögen</translation>
    </message>
    <message>
      <source>(from movement)</source>
      <translation>(aus der Bewegung)</translation>
    </message>
    <message>
      <source>(from the ECG)</source>
      <translation>(aus dem EKG)</translation>
    </message>
    <message>
      <source>(read from the heartbeat)</source>
      <translation>(aus dem Herzschlag gelesen)</translation>
    </message>
    <message>
      <source>(asked for)</source>
      <translation>(vorgegeben)</translation>
    </message>
    <message>
      <source>Trying to reach it again</source>
      <translation>Verbindung wird gesucht</translation>
    </message>
    <message>
      <source>Moisten the pads and tighten the strap</source>
      <translation>Kontakte anfeuchten und Gurt fester stellen</translation>
    </message>
    <message>
      <source>Beats and ECG disagree</source>
      <translation>Schläge und EKG passen nicht zusammen</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>Wiedergabe</translation>
    </message>
    <message>
      <source>battery {percent} %</source>
      <translation>Batterie {percent} %</translation>
    </message>
    <message>
      <source>about {rate} a minute</source>
      <translation>etwa {rate} pro Minute</translation>
    </message>
    <message>
      <source>looking for the strap</source>
      <translation>Gurt wird gesucht</translation>
    </message>
    <message>
      <source>connecting</source>
      <translation>verbindet</translation>
    </message>
    <message>
      <source>strap lost, reconnecting</source>
      <translation>Gurt verloren, verbindet neu</translation>
    </message>
    <message>
      <source>disconnected</source>
      <translation>getrennt</translation>
    </message>
    <message>
      <source>skin contact good</source>
      <translation>Hautkontakt gut</translation>
    </message>
    <message>
      <source>no skin contact</source>
      <translation>kein Hautkontakt</translation>
    </message>
    <message>
      <source>no strap</source>
      <translation>kein Gurt</translation>
    </message>
    <message>
      <source>Baseline, breathing freely</source>
      <translation>Ruhemessung, freies Atmen</translation>
    </message>
    <message>
      <source>Recovery, breathing freely</source>
      <translation>Nachklang, freies Atmen</translation>
    </message>
    <message>
      <source>The recording ends here.</source>
      <translation>Hier endet die Aufzeichnung.</translation>
    </message>
    <message>
      <source>d MMM yyyy</source>
      <translation>d. MMM yyyy</translation>
    </message>
    <message>
      <source>d MMM</source>
      <translation>d. MMM</translation>
    </message>
    <message>
      <source>line {number}</source>
      <translation>Zeile {number}</translation>
    </message>
    <message>
      <source>There is no such file or folder.</source>
      <translation>Diese Datei oder diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
      <source>The system does not allow it: look who may read and write there.</source>
      <translation>Das System erlaubt es nicht: Sehen Sie nach, wer dort lesen und schreiben darf.</translation>
    </message>
    <message>
      <source>The disk is full.</source>
      <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
      <source>Nothing can be written there.</source>
      <translation>Dort kann nicht geschrieben werden.</translation>
    </message>
    <message>
      <source>It is a folder.</source>
      <translation>Es ist ein Ordner.</translation>
    </message>
    <message>
      <source>The disk cannot be read or written there.</source>
      <translation>Der Datenträger lässt sich dort nicht lesen oder beschreiben.</translation>
    </message>
    <message>
      <source>Outbreath is a practice tool for relaxation and self-training. Its numbers are estimates. It is not a medical device and not for diagnosis, treatment or emergencies.</source>
      <translation>Outbreath ist ein Übungswerkzeug zur Entspannung und zum eigenen Training. Seine Zahlen sind Schätzungen. Es ist kein Medizinprodukt und nicht für Diagnose, Behandlung oder Notfälle.</translation>
    </message>
    <message>
      <source>Breathe shallowly and naturally. Slow is enough; it need not be deep.</source>
      <translation>Atmen Sie flach und natürlich. Langsam genügt; tief muss es nicht sein.</translation>
    </message>
    <message>
      <source>If you feel dizzy, tingling or short of air, stop and breathe as you like.</source>
      <translation>Bei Schwindel, Kribbeln oder Luftnot hören Sie auf und atmen, wie Sie mögen.</translation>
    </message>
    <message>
      <source>Never practise while driving, or in or near water.</source>
      <translation>Üben Sie nie beim Fahren und nie im oder am Wasser.</translation>
    </message>
    <message>
      <source>You can stop at any time with one key. Eyes open is always fine.</source>
      <translation>Sie können jederzeit mit einer Taste aufhören. Offene Augen sind immer in Ordnung.</translation>
    </message>
    <message>
      <source>Pauses are optional. Leave them out if you feel short of air, dizzy or uneasy, and ask a clinician first with a heart or lung condition, epilepsy, fainting or a pregnancy.</source>
      <translation>Pausen sind freiwillig. Lassen Sie sie weg, wenn Ihnen Luft fehlt, schwindlig oder unwohl ist, und fragen Sie vorher eine Ärztin oder einen Arzt bei Herz- oder Lungenerkrankung, Epilepsie, Ohnmachten oder einer Schwangerschaft.</translation>
    </message>
    <message>
      <source>Please ask a clinician first if you have a heart rhythm disorder, a pacemaker, a recent heart event, low blood pressure or fainting, severe lung disease, epilepsy, a pregnancy, acidosis from diabetes or kidney disease, panic, psychosis or dissociation.</source>
      <translation>Bitte fragen Sie zuerst ärztlich nach bei Herzrhythmusstörungen, Herzschrittmacher, einem Herzereignis in letzter Zeit, niedrigem Blutdruck oder Ohnmachten, schwerer Lungenkrankheit, Epilepsie, Schwangerschaft, Übersäuerung durch Diabetes oder Nierenkrankheit, Panik, Psychose oder Dissoziation.</translation>
    </message>
    <message>
      <source>Fainting, chest pain or a pounding, irregular heartbeat: stop and get medical help.</source>
      <translation>Ohnmacht, Brustschmerz oder pochender, unregelmäßiger Herzschlag: aufhören und ärztliche Hilfe holen.</translation>
    </message>
    <message>
      <source>For some people attention to breath, body or closeness does not feel safe. Keep your eyes open, rest them on something outside you, choose another practice, or stop. All of these are good practice.</source>
      <translation>Für manche Menschen fühlt sich Aufmerksamkeit für Atem, Körper oder Nähe nicht sicher an. Halten Sie die Augen offen, lassen Sie sie auf etwas außerhalb ruhen, wählen Sie eine andere Übung oder hören Sie auf. All das ist gutes Üben.</translation>
    </message>
    <message>
      <source>The beats are too irregular for these numbers to mean anything, so none are shown. This can have many harmless reasons, such as a loose strap. The program cannot tell which.</source>
      <translation>Die Herzschläge sind zu unregelmäßig, als dass diese Zahlen etwas bedeuten könnten; deshalb werden keine gezeigt. Das kann viele harmlose Gründe haben, etwa einen lockeren Gurt. Das Programm kann nicht sagen, welchen.</translation>
    </message>
    <message>
      <source>The pacer has stopped. Breathe as you like.</source>
      <translation>Der Taktgeber hat angehalten. Atmen Sie, wie Sie mögen.</translation>
    </message>
    <message>
      <source>Let the breath find its own way; nothing needs correcting.</source>
      <translation>Lassen Sie den Atem seinen eigenen Weg finden; nichts muss berichtigt werden.</translation>
    </message>
    <message>
      <source>Look around you and feel your feet on the ground.</source>
      <translation>Sehen Sie sich um und spüren Sie Ihre Füße auf dem Boden.</translation>
    </message>
    <message>
      <source>Wait until it has passed. Getting up slowly or a drink of water may help.</source>
      <translation>Warten Sie, bis es vorbei ist. Langsames Aufstehen oder ein Schluck Wasser kann helfen.</translation>
    </message>
    <message>
      <source>If you go on, make the breath smaller and quicker, or the session shorter. Stopping is just as good.</source>
      <translation>Wenn Sie weitermachen, atmen Sie kleiner und schneller oder üben Sie kürzer. Aufhören ist genauso gut.</translation>
    </message>
    <message>
      <source>These questions are the program's own and have not been validated. Leave out any you like.</source>
      <translation>Diese Fragen sind eigene Fragen des Programms und nicht validiert. Lassen Sie aus, was Sie möchten.</translation>
    </message>
    <message>
      <source>No sound device was found, so this session is silent. The picture and the words go on as usual.</source>
      <translation>Es wurde kein Tonausgang gefunden, diese Sitzung bleibt still. Bild und Worte gehen weiter wie gewohnt.</translation>
    </message>
    <message>
      <source>This system has no voice to speak with, so the words are shown only.</source>
      <translation>Dieses System hat keine Stimme zum Sprechen; die Worte werden nur gezeigt.</translation>
    </message>
    <message>
      <source>I feel calm</source>
      <translation>Ich bin ruhig</translation>
    </message>
    <message>
      <source>I feel safe</source>
      <translation>Ich fühle mich sicher</translation>
    </message>
    <message>
      <source>I feel connected with others</source>
      <translation>Ich fühle mich mit anderen verbunden</translation>
    </message>
    <message>
      <source>I feel kind towards myself</source>
      <translation>Ich bin freundlich zu mir</translation>
    </message>
    <message>
      <source>I could let kindness from others in</source>
      <translation>Ich könnte Freundlichkeit anderer annehmen</translation>
    </message>
    <message>
      <source>I have the courage to face something hard</source>
      <translation>Ich habe den Mut, mich etwas Schwerem zu stellen</translation>
    </message>
    <message>
      <source>I feel distressed</source>
      <translation>Ich fühle mich belastet</translation>
    </message>
    <message>
      <source>I talk harshly to myself</source>
      <translation>Ich rede hart mit mir</translation>
    </message>
    <message>
      <source>I feel short of air, or dizzy</source>
      <translation>Mir fehlt Luft, oder mir ist schwindlig</translation>
    </message>
    <message>
      <source>Feeling for others worries me</source>
      <translation>Mitgefühl für andere macht mir Sorge</translation>
    </message>
    <message>
      <source>Something gets in the way of feeling for others</source>
      <translation>Etwas steht dem Mitgefühl für andere im Weg</translation>
    </message>
    <message>
      <source>I would rather not feel for others just now</source>
      <translation>Ich möchte gerade lieber nicht mit anderen fühlen</translation>
    </message>
    <message>
      <source>Being cared for worries me</source>
      <translation>Umsorgt zu werden macht mir Sorge</translation>
    </message>
    <message>
      <source>Something gets in the way of letting care in</source>
      <translation>Etwas steht dem Annehmen von Fürsorge im Weg</translation>
    </message>
    <message>
      <source>I would rather not be cared for just now</source>
      <translation>Ich möchte gerade lieber nicht umsorgt werden</translation>
    </message>
    <message>
      <source>Being kind to myself worries me</source>
      <translation>Freundlich zu mir zu sein macht mir Sorge</translation>
    </message>
    <message>
      <source>Something gets in the way of being kind to myself</source>
      <translation>Etwas steht der Freundlichkeit mit mir im Weg</translation>
    </message>
    <message>
      <source>I would rather not be kind to myself just now</source>
      <translation>Ich möchte gerade lieber nicht freundlich zu mir sein</translation>
    </message>
    <message>
      <source>Soothing rhythm</source>
      <translation>Beruhigender Rhythmus</translation>
    </message>
    <message>
      <source>Resonance</source>
      <translation>Resonanz</translation>
    </message>
    <message>
      <source>Even breathing</source>
      <translation>Gleichmäßiges Atmen</translation>
    </message>
    <message>
      <source>Gentle start</source>
      <translation>Sanfter Anfang</translation>
    </message>
    <message>
      <source>Cyclic sighing</source>
      <translation>Seufzeratmung</translation>
    </message>
    <message>
      <source>Box</source>
      <translation>Viereck</translation>
    </message>
    <message>
      <source>4-7-8</source>
      <translation>4-7-8</translation>
    </message>
    <message>
      <source>Add yourself to the bluetooth group (sudo usermod -aG bluetooth $USER) and log in again.</source>
      <translation>Nehmen Sie sich in die Gruppe bluetooth auf (sudo usermod -aG bluetooth $USER) und melden Sie sich neu an.</translation>
    </message>
    <message>
      <source>Allow apps to use radios in Settings, Privacy &amp; security, Radios.</source>
      <translation>Erlauben Sie Apps in den Einstellungen unter „Datenschutz und Sicherheit“, „Funkverbindungen“, Funk zu benutzen.</translation>
    </message>
    <message>
      <source>Allow it in System Settings, Privacy &amp; Security, Bluetooth (for a command: the Terminal).</source>
      <translation>Erlauben Sie es in den Systemeinstellungen unter „Datenschutz &amp; Sicherheit“, „Bluetooth“ (für einen Befehl: dem Terminal).</translation>
    </message>
    <message>
      <source>Bluetooth cannot be used.</source>
      <translation>Bluetooth ist nicht nutzbar.</translation>
    </message>
    <message>
      <source>Bluetooth does not answer.</source>
      <translation>Bluetooth antwortet nicht.</translation>
    </message>
    <message>
      <source>Bluetooth is switched off.</source>
      <translation>Bluetooth ist ausgeschaltet.</translation>
    </message>
    <message>
      <source>If macOS asks whether the program may use Bluetooth, allow it; else switch Bluetooth off and on again.</source>
      <translation>Fragt macOS, ob das Programm Bluetooth benutzen darf, erlauben Sie es; sonst schalten Sie Bluetooth aus und wieder ein.</translation>
    </message>
    <message>
      <source>Install and start it: sudo apt-get install bluez, sudo systemctl unmask bluetooth, sudo systemctl start bluetooth.</source>
      <translation>Installieren und starten Sie ihn: sudo apt-get install bluez, sudo systemctl unmask bluetooth, sudo systemctl start bluetooth.</translation>
    </message>
    <message>
      <source>Plug in a Bluetooth adapter, or enable it in the Device Manager.</source>
      <translation>Stecken Sie einen Bluetooth-Adapter ein oder aktivieren Sie ihn im Geräte-Manager.</translation>
    </message>
    <message>
      <source>Plug in a Bluetooth adapter; if there is one, look whether it is blocked: rfkill list.</source>
      <translation>Stecken Sie einen Bluetooth-Adapter ein; ist einer da, prüfen Sie, ob er gesperrt ist: rfkill list.</translation>
    </message>
    <message>
      <source>Plug in an adapter with Bluetooth 4.0 or later.</source>
      <translation>Stecken Sie einen Adapter mit Bluetooth 4.0 oder neuer ein.</translation>
    </message>
    <message>
      <source>Restart it: sudo systemctl restart bluetooth.</source>
      <translation>Starten Sie es neu: sudo systemctl restart bluetooth.</translation>
    </message>
    <message>
      <source>Start the Bluetooth Support Service (Win+R, services.msc).</source>
      <translation>Starten Sie den Bluetooth-Unterstützungsdienst (Win+R, services.msc).</translation>
    </message>
    <message>
      <source>Switch Bluetooth off and on again in Settings, Bluetooth &amp; devices.</source>
      <translation>Schalten Sie Bluetooth in den Einstellungen unter „Bluetooth und Geräte“ aus und wieder ein.</translation>
    </message>
    <message>
      <source>Switch Bluetooth off and on again in System Settings.</source>
      <translation>Schalten Sie Bluetooth in den Systemeinstellungen aus und wieder ein.</translation>
    </message>
    <message>
      <source>Switch it on in Settings, Bluetooth &amp; devices.</source>
      <translation>Schalten Sie es in den Einstellungen unter „Bluetooth und Geräte“ ein.</translation>
    </message>
    <message>
      <source>Switch it on in System Settings, Bluetooth.</source>
      <translation>Schalten Sie es in den Systemeinstellungen unter „Bluetooth“ ein.</translation>
    </message>
    <message>
      <source>Switch it on in the system's settings or with: bluetoothctl power on.</source>
      <translation>Schalten Sie es in den Systemeinstellungen ein oder mit: bluetoothctl power on.</translation>
    </message>
    <message>
      <source>The Bluetooth adapter is too old: it has no Bluetooth Low Energy.</source>
      <translation>Der Bluetooth-Adapter ist zu alt: Er kann kein Bluetooth Low Energy.</translation>
    </message>
    <message>
      <source>The Bluetooth service is not running.</source>
      <translation>Der Bluetooth-Dienst läuft nicht.</translation>
    </message>
    <message>
      <source>The program is not allowed to use Bluetooth.</source>
      <translation>Das Programm darf Bluetooth nicht verwenden.</translation>
    </message>
    <message>
      <source>This Mac's Bluetooth is not available; restart the Mac.</source>
      <translation>Das Bluetooth dieses Macs ist nicht verfügbar; starten Sie den Mac neu.</translation>
    </message>
    <message>
      <source>This computer has no Bluetooth adapter.</source>
      <translation>Dieser Computer hat keinen Bluetooth-Adapter.</translation>
    </message>
    <message>
      <source>Another program on this computer listens to the strap as well; each beat is counted once.</source>
      <translation>Ein anderes Programm auf diesem Computer hört dem Gurt ebenfalls zu; jeder Schlag wird einmal gezählt.</translation>
    </message>
    <message>
      <source>Another program on this computer listens to the strap; close that program.</source>
      <translation>Ein anderes Programm auf diesem Computer hört dem Gurt zu; schließen Sie es.</translation>
    </message>
    <message>
      <source>As soon as it runs again, the strap is connected anew.</source>
      <translation>Sobald er wieder läuft, wird der Gurt neu verbunden.</translation>
    </message>
    <message>
      <source>Bluetooth failed for a reason that is not known.</source>
      <translation>Bluetooth ist aus einem unbekannten Grund gescheitert.</translation>
    </message>
    <message>
      <source>Bluetooth is still busy with an earlier attempt to connect.</source>
      <translation>Bluetooth ist noch mit einem früheren Verbindungsversuch beschäftigt.</translation>
    </message>
    <message>
      <source>Choose another one, or switch on heart rate broadcasting in its own settings.</source>
      <translation>Wählen Sie ein anderes, oder schalten Sie in seinen eigenen Einstellungen das Senden der Herzfrequenz ein.</translation>
    </message>
    <message>
      <source>Connect again to be asked anew.</source>
      <translation>Verbinden Sie noch einmal, um neu gefragt zu werden.</translation>
    </message>
    <message>
      <source>Connected, but the strap does not let itself be listened to: it may wait for pairing.</source>
      <translation>Verbunden, aber der Gurt lässt sich nicht zuhören: Vielleicht wartet er darauf, gekoppelt zu werden.</translation>
    </message>
    <message>
      <source>Forget it in System Settings, Bluetooth, and connect again.</source>
      <translation>Entfernen Sie ihn in den Systemeinstellungen unter Bluetooth und verbinden Sie ihn noch einmal.</translation>
    </message>
    <message>
      <source>If it stays so, switch Bluetooth off and on again.</source>
      <translation>Bleibt es so, schalten Sie Bluetooth aus und wieder ein.</translation>
    </message>
    <message>
      <source>Pair it when you are asked.</source>
      <translation>Koppeln Sie ihn, wenn Sie gefragt werden.</translation>
    </message>
    <message>
      <source>Pairing with the strap failed.</source>
      <translation>Die Kopplung mit dem Gurt ist gescheitert.</translation>
    </message>
    <message>
      <source>Remove it in Settings, Bluetooth &amp; devices, and connect again.</source>
      <translation>Entfernen Sie ihn in den Einstellungen unter Bluetooth und Geräte und verbinden Sie ihn noch einmal.</translation>
    </message>
    <message>
      <source>Remove it in the system's Bluetooth settings and connect again.</source>
      <translation>Entfernen Sie ihn in den Bluetooth-Einstellungen des Systems und verbinden Sie ihn noch einmal.</translation>
    </message>
    <message>
      <source>Switch Bluetooth off on a phone or watch that knows the strap, or take the strap's battery out for a minute.</source>
      <translation>Schalten Sie Bluetooth an Telefon oder Uhr aus, die den Gurt kennen, oder nehmen Sie die Batterie des Gurts für eine Minute heraus.</translation>
    </message>
    <message>
      <source>Take it off for a minute so that it starts anew, and see that no phone or watch uses it.</source>
      <translation>Legen Sie ihn für eine Minute ab, damit er neu beginnt, und sehen Sie nach, dass kein Telefon und keine Uhr ihn benutzt.</translation>
    </message>
    <message>
      <source>The Bluetooth adapter has no room for another link; disconnect another device.</source>
      <translation>Der Bluetooth-Adapter hat keinen Platz für eine weitere Verbindung; trennen Sie ein anderes Gerät.</translation>
    </message>
    <message>
      <source>The Bluetooth service ended.</source>
      <translation>Der Bluetooth-Dienst ist beendet worden.</translation>
    </message>
    <message>
      <source>The link ends after the same time again and again.</source>
      <translation>Die Verbindung endet immer wieder nach derselben Zeit.</translation>
    </message>
    <message>
      <source>The link fell while it was being made; come nearer to the computer.</source>
      <translation>Die Verbindung ist beim Aufbau abgerissen; kommen Sie näher an den Computer.</translation>
    </message>
    <message>
      <source>The pairing with the strap is no longer valid.</source>
      <translation>Die Kopplung mit dem Gurt gilt nicht mehr.</translation>
    </message>
    <message>
      <source>The strap answers only to a computer it is paired with, and pairing was declined.</source>
      <translation>Der Gurt antwortet nur einem Computer, mit dem er gekoppelt ist, und die Kopplung wurde abgelehnt.</translation>
    </message>
    <message>
      <source>The strap answers only to a computer it is paired with.</source>
      <translation>Der Gurt antwortet nur einem Computer, mit dem er gekoppelt ist.</translation>
    </message>
    <message>
      <source>The strap cannot be reached.</source>
      <translation>Der Gurt ist nicht zu erreichen.</translation>
    </message>
    <message>
      <source>The strap did not answer; come nearer to the computer.</source>
      <translation>Der Gurt hat nicht geantwortet; kommen Sie näher an den Computer.</translation>
    </message>
    <message>
      <source>The strap ended the attempt; a phone or watch may be using it.</source>
      <translation>Der Gurt hat den Versuch abgebrochen; vielleicht benutzt ihn ein Telefon oder eine Uhr.</translation>
    </message>
    <message>
      <source>The strap has sent nothing for too long; connecting anew.</source>
      <translation>Der Gurt hat zu lange nichts gesendet; er wird neu verbunden.</translation>
    </message>
    <message>
      <source>The strap is no longer heard.</source>
      <translation>Der Gurt ist nicht mehr zu hören.</translation>
    </message>
    <message>
      <source>The strap refused to send its heart rate.</source>
      <translation>Der Gurt hat es abgelehnt, die Herzfrequenz zu senden.</translation>
    </message>
    <message>
      <source>The strap sends a byte too many; its intervals are used.</source>
      <translation>Der Gurt sendet ein Byte zu viel; seine Abstände werden benutzt.</translation>
    </message>
    <message>
      <source>The strap wants to be paired.</source>
      <translation>Der Gurt will gekoppelt werden.</translation>
    </message>
    <message>
      <source>The strap was lost: out of range, taken off or switched off.</source>
      <translation>Die Verbindung zum Gurt ist abgerissen: außer Reichweite, abgelegt oder ausgeschaltet.</translation>
    </message>
    <message>
      <source>The strap's battery is low; have a new one at hand.</source>
      <translation>Die Batterie des Gurts ist schwach; halten Sie eine neue bereit.</translation>
    </message>
    <message>
      <source>The system asks for it: accept, and it is connected anew.</source>
      <translation>Das System fragt danach: Stimmen Sie zu, dann wird er neu verbunden.</translation>
    </message>
    <message>
      <source>The system broke off the attempt.</source>
      <translation>Das System hat den Versuch abgebrochen.</translation>
    </message>
    <message>
      <source>The system took the strap out of its list, as it does when pairing fails.</source>
      <translation>Das System hat den Gurt aus seiner Liste genommen, wie es das tut, wenn eine Kopplung scheitert.</translation>
    </message>
    <message>
      <source>This device has no heart rate service.</source>
      <translation>Dieses Gerät hat keinen Herzfrequenzdienst.</translation>
    </message>
    <message>
      <source>Wear it, come nearer, and see that no phone or watch is connected to it.</source>
      <translation>Legen Sie ihn an, kommen Sie näher, und sehen Sie nach, dass kein Telefon und keine Uhr mit ihm verbunden ist.</translation>
    </message>
    <message>
      <source>macOS asks whether to connect to it: accept.</source>
      <translation>macOS fragt, ob es sich mit ihm verbinden soll: Stimmen Sie zu.</translation>
    </message>
    <message>
      <source>Connected, but the strap sends nothing. Moisten its pads and check that it sits tight.</source>
      <translation>Verbunden, aber der Gurt sendet nichts. Befeuchten Sie seine Kontakte und prüfen Sie, ob er fest sitzt.</translation>
    </message>
    <message>
      <source>The strap sends heart rate but no R-R intervals. Another app may hold it, or it is not able to send them.</source>
      <translation>Der Gurt sendet die Herzfrequenz, aber keine R-R-Abstände. Vielleicht hält ihn eine andere App, oder er kann keine senden.</translation>
    </message>
    <message>
      <source>The strap has no skin contact. Moisten its pads and pull it tighter.</source>
      <translation>Der Gurt hat keinen Hautkontakt. Befeuchten Sie seine Kontakte und ziehen Sie ihn fester.</translation>
    </message>
    <message>
      <source>The strap sends values that no heart makes. Is it being worn?</source>
      <translation>Der Gurt sendet Werte, die kein Herz hervorbringt. Wird er getragen?</translation>
    </message>
    <message>
      <source>The strap is not heard. Wear it, moisten its pads, come nearer; most straps serve one program at a time.</source>
      <translation>Der Gurt ist nicht zu hören. Legen Sie ihn an, befeuchten Sie seine Kontakte, kommen Sie näher; die meisten Gurte bedienen nur ein Programm.</translation>
    </message>
    <message>
      <source>The strap was lost.</source>
      <translation>Die Verbindung zum Gurt ist abgerissen.</translation>
    </message>
    <message>
      <source>The strap could not be connected.</source>
      <translation>Der Gurt ließ sich nicht verbinden.</translation>
    </message>
    <message>
      <source>It is tried again.</source>
      <translation>Es wird erneut versucht.</translation>
    </message>
    <message>
      <source>Connecting takes long; come nearer, and see that no phone or watch uses the strap.</source>
      <translation>Das Verbinden dauert lange; kommen Sie näher, und sehen Sie nach, dass kein Telefon und keine Uhr den Gurt benutzt.</translation>
    </message>
    <message>
      <source>The strap is not heard, but one of the same name is.</source>
      <translation>Der Gurt ist nicht zu hören, wohl aber einer desselben Namens.</translation>
    </message>
    <message>
      <source>The intervals come from a phone, in whole milliseconds and without numbers: what gets lost on the way shows only in the clock.</source>
      <translation>Die Abstände kommen von einem Telefon, in ganzen Millisekunden und ohne Nummern: Was unterwegs verloren geht, zeigt nur die Uhr.</translation>
    </message>
    <message>
      <source>No phone answers. Start the bridge on the phone, in the same network as this computer; or name its address.</source>
      <translation>Kein Telefon antwortet. Starten Sie die Brücke auf dem Telefon, im selben Netz wie dieser Computer; oder nennen Sie seine Adresse.</translation>
    </message>
    <message>
      <source>The phone does not answer. See that the bridge runs on it and that both are in the same network.</source>
      <translation>Das Telefon antwortet nicht. Sehen Sie nach, dass die Brücke darauf läuft und beide im selben Netz sind.</translation>
    </message>
    <message>
      <source>The link to the phone was lost.</source>
      <translation>Die Verbindung zum Telefon ist abgerissen.</translation>
    </message>
    <message>
      <source>The phone is connected, but has no strap.</source>
      <translation>Das Telefon ist verbunden, hat aber keinen Gurt.</translation>
    </message>
    <message>
      <source>The phone has its strap.</source>
      <translation>Das Telefon hat seinen Gurt.</translation>
    </message>
    <message>
      <source>The strap wants to be paired with this computer; that may take half a minute.</source>
      <translation>Der Gurt will mit diesem Computer gekoppelt werden; das kann eine halbe Minute dauern.</translation>
    </message>
    <message>
      <source>The strap reports no skin contact, but its intervals are sound: they are used.</source>
      <translation>Der Gurt meldet keinen Hautkontakt, doch seine Abstände sind stimmig: Sie werden benutzt.</translation>
    </message>
    <message>
      <source>ECG and motion are left out: the link fell when the strap was asked for them, as it may do when it wants pairing.</source>
      <translation>EKG und Bewegung bleiben weg: Die Verbindung ist abgerissen, als der Gurt danach gefragt wurde; das kommt vor, wenn er gekoppelt werden will.</translation>
    </message>
    <message>
      <source>ECG and motion of the strap cannot be used.</source>
      <translation>EKG und Bewegung des Gurts sind nicht nutzbar.</translation>
    </message>
    <message>
      <source>Breathing is estimated from the heart alone.</source>
      <translation>Die Atmung wird aus dem Herzen allein geschätzt.</translation>
    </message>
    <message>
      <source>Looking for straps ended early.</source>
      <translation>Die Suche nach Gurten endete vorzeitig.</translation>
    </message>
    <message>
      <source>The search was ended by the system.</source>
      <translation>Das System hat die Suche beendet.</translation>
    </message>
    <message>
      <source>The strap's link ended unexpectedly; the log says why.</source>
      <translation>Die Verbindung zum Gurt endete unerwartet; das Protokoll sagt, warum.</translation>
    </message>
    <message>
      <source>Bluetooth is busy with a search that another program began.</source>
      <translation>Bluetooth ist mit einer Suche beschäftigt, die ein anderes Programm begonnen hat.</translation>
    </message>
    <message>
      <source>Another Outbreath on this computer is using this strap.</source>
      <translation>Ein anderes Outbreath auf diesem Computer benutzt diesen Gurt.</translation>
    </message>
    <message>
      <source>Close it there, or choose another strap.</source>
      <translation>Schließen Sie es dort, oder wählen Sie einen anderen Gurt.</translation>
    </message>
    <message>
      <source>StrapLog SQLite</source>
      <translation>StrapLog (SQLite)</translation>
    </message>
    <message>
      <source>Garmin FIT with HRV logged</source>
      <translation>Garmin FIT mit HRV-Protokoll</translation>
    </message>
    <message>
      <source>EDF+ with beat annotations</source>
      <translation>EDF+ mit markierten Schlägen</translation>
    </message>
    <message>
      <source>Kubios HRV report</source>
      <translation>Kubios-HRV-Bericht</translation>
    </message>
    <message>
      <source>Polar .hrm with R-R</source>
      <translation>Polar .hrm mit R-R</translation>
    </message>
    <message>
      <source>Outbreath's own table of beats</source>
      <translation>Outbreaths eigene Tabelle der Herzschläge</translation>
    </message>
    <message>
      <source>HRV Logger csv</source>
      <translation>HRV Logger (csv)</translation>
    </message>
    <message>
      <source>HRV Logger marks</source>
      <translation>Markierungen von HRV Logger</translation>
    </message>
    <message>
      <source>Polar Sensor Logger RR</source>
      <translation>Polar Sensor Logger, RR</translation>
    </message>
    <message>
      <source>Polar Flow RR csv</source>
      <translation>Polar Flow, RR (csv)</translation>
    </message>
    <message>
      <source>OpenHRV csv</source>
      <translation>OpenHRV (csv)</translation>
    </message>
    <message>
      <source>WFDB annotations</source>
      <translation>WFDB-Annotationen</translation>
    </message>
    <message>
      <source>Elite HRV text</source>
      <translation>Elite HRV, Text</translation>
    </message>
    <message>
      <source>Kubios text, one interval a line</source>
      <translation>Kubios-Text, ein Intervall je Zeile</translation>
    </message>
    <message>
      <source>an R-R interval</source>
      <translation>ein R-R-Intervall</translation>
    </message>
    <message>
      <source>a time in Unix ms</source>
      <translation>eine Zeit in Unix-ms</translation>
    </message>
    <message>
      <source>A passphrase needs at least {0} characters; a few words are best.</source>
      <translation>Ein Kennsatz braucht mindestens {0} Zeichen; am besten sind ein paar Wörter.</translation>
    </message>
    <message>
      <source>Bring it back from a backup, or move these files away.</source>
      <translation>Holen Sie sie aus einer Sicherung zurück, oder legen Sie diese Dateien weg.</translation>
    </message>
    <message>
      <source>Bring it back from a backup, or name the folder it is from with --data.</source>
      <translation>Holen Sie sie aus einer Sicherung zurück, oder nennen Sie den Ordner, aus dem sie ist, mit --data.</translation>
    </message>
    <message>
      <source>Bring one of them back from a backup: without it nothing in the folder can be opened.</source>
      <translation>Holen Sie eine davon aus einer Sicherung zurück: Ohne sie lässt sich nichts in dem Ordner öffnen.</translation>
    </message>
    <message>
      <source>Choose a recording inside it.</source>
      <translation>Wählen Sie eine Aufnahme darin.</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
      <source>Choose another name: a recording is never overwritten.</source>
      <translation>Wählen Sie einen anderen Namen: Eine Aufnahme wird nie überschrieben.</translation>
    </message>
    <message>
      <source>Give it its own name back, or move it away to go on without it.</source>
      <translation>Geben Sie ihr ihren eigenen Namen zurück, oder verschieben Sie sie, um ohne sie weiterzumachen.</translation>
    </message>
    <message>
      <source>Import it with that.</source>
      <translation>Nehmen Sie es mit diesem auf.</translation>
    </message>
    <message>
      <source>Locking with a passphrase needs a library that is not installed: pip install 'outbreath[privacy]'.</source>
      <translation>Das Verschließen mit einem Kennsatz braucht eine Bibliothek, die nicht installiert ist: pip install 'outbreath[privacy]'.</translation>
    </message>
    <message>
      <source>Move it away to go on without it.</source>
      <translation>Verschieben Sie es, um ohne es weiterzumachen.</translation>
    </message>
    <message>
      <source>Name that folder with --data.</source>
      <translation>Nennen Sie diesen Ordner mit --data.</translation>
    </message>
    <message>
      <source>Parquet needs a library that is not installed: pip install 'outbreath[formats]'.</source>
      <translation>Für Parquet fehlt eine Bibliothek: pip install 'outbreath[formats]'.</translation>
    </message>
    <message>
      <source>Recovery words need a library that is not installed: pip install 'outbreath[privacy]'.</source>
      <translation>Wiederherstellungswörter brauchen eine Bibliothek, die nicht installiert ist: pip install 'outbreath[privacy]'.</translation>
    </message>
    <message>
      <source>Run this in a terminal to be asked for it, or give --passphrase-file FILE.</source>
      <translation>Führen Sie dies in einem Terminal aus, um danach gefragt zu werden, oder geben Sie --passphrase-file FILE an.</translation>
    </message>
    <message>
      <source>Sealing needs a library that is not installed: pip install 'outbreath[privacy]'.</source>
      <translation>Das Versiegeln braucht eine Bibliothek, die nicht installiert ist: pip install 'outbreath[privacy]'.</translation>
    </message>
    <message>
      <source>The catalogue {0} cannot be opened: {1}.</source>
      <translation>Das Verzeichnis {0} lässt sich nicht öffnen: {1}.</translation>
    </message>
    <message>
      <source>The catalogue {0} cannot be written: {1}.</source>
      <translation>Das Verzeichnis {0} lässt sich nicht schreiben: {1}.</translation>
    </message>
    <message>
      <source>The catalogue {0} was made by a newer Outbreath (version {1}, this one knows {2}).</source>
      <translation>Das Verzeichnis {0} stammt von einem neueren Outbreath (Version {1}, dieses kennt {2}).</translation>
    </message>
    <message>
      <source>The key file {0} and its copy cannot be read.</source>
      <translation>Die Schlüsseldatei {0} und ihre Kopie lassen sich nicht lesen.</translation>
    </message>
    <message>
      <source>The recorder was not given its key.</source>
      <translation>Dem Aufnahmeprogramm wurde sein Schlüssel nicht gegeben.</translation>
    </message>
    <message>
      <source>The recording {0} is no longer there.</source>
      <translation>Die Aufnahme {0} ist nicht mehr da.</translation>
    </message>
    <message>
      <source>The recordings themselves are untouched.</source>
      <translation>Die Aufnahmen selbst sind unberührt.</translation>
    </message>
    <message>
      <source>The settings cannot be saved to {0}: {1}.</source>
      <translation>Die Einstellungen lassen sich nicht in {0} speichern: {1}.</translation>
    </message>
    <message>
      <source>The settings in {0} could not be read; the program starts with its own.</source>
      <translation>Die Einstellungen in {0} konnten nicht gelesen werden; das Programm beginnt mit seinen eigenen.</translation>
    </message>
    <message>
      <source>There is already a {0} there; nothing was moved.</source>
      <translation>Dort gibt es schon {0}; nichts wurde verschoben.</translation>
    </message>
    <message>
      <source>There is no file {0}.</source>
      <translation>Es gibt keine Datei {0}.</translation>
    </message>
    <message>
      <source>There is {0} called {1}.</source>
      <translation>Es gibt {0} mit dem Namen {1}.</translation>
    </message>
    <message>
      <source>There is {0} person {1}.</source>
      <translation>Es gibt {0} Person {1}.</translation>
    </message>
    <message>
      <source>This folder was protected by a newer Outbreath.</source>
      <translation>Dieser Ordner wurde von einem neueren Outbreath geschützt.</translation>
    </message>
    <message>
      <source>Unlock its folder first.</source>
      <translation>Schließen Sie zuerst seinen Ordner auf.</translation>
    </message>
    <message>
      <source>Use the newer program, or move the catalogue away: it can be rebuilt from the recordings.</source>
      <translation>Nehmen Sie das neuere Programm, oder verschieben Sie das Verzeichnis: Es lässt sich aus den Aufnahmen neu aufbauen.</translation>
    </message>
    <message>
      <source>Use the newer program.</source>
      <translation>Nehmen Sie das neuere Programm.</translation>
    </message>
    <message>
      <source>`outbreath people` lists them.</source>
      <translation>`outbreath people` zählt sie auf.</translation>
    </message>
    <message>
      <source>`outbreath sessions` lists them.</source>
      <translation>`outbreath sessions` zählt sie auf.</translation>
    </message>
    <message>
      <source>a line cannot be written as JSON: {0}.</source>
      <translation>eine Zeile lässt sich nicht als JSON schreiben: {0}.</translation>
    </message>
    <message>
      <source>a line of {0} bytes is longer than {1} bytes allow.</source>
      <translation>eine Zeile von {0} Byte ist länger als die erlaubten {1} Byte.</translation>
    </message>
    <message>
      <source>a pace is a table such as {{ pattern = "resonance" }}; received {0}.</source>
      <translation>ein Tempo ist eine Tabelle wie {{ pattern = "resonance" }}; hier steht {0}.</translation>
    </message>
    <message>
      <source>a practice needs a [[phase]] with kind = "practice" or "baseline".</source>
      <translation>eine Übung braucht eine [[phase]] mit kind = "practice" oder "baseline".</translation>
    </message>
    <message>
      <source>another practice already has the key {0}.</source>
      <translation>eine andere Übung hat schon den Schlüssel {0}.</translation>
    </message>
    <message>
      <source>at most {0}; received {1}.</source>
      <translation>höchstens {0}; hier sind es {1}.</translation>
    </message>
    <message>
      <source>beats annotated other than normal: {0}</source>
      <translation>Schläge, die anders als gewöhnlich markiert sind: {0}</translation>
    </message>
    <message>
      <source>cannot be read as {0}: there is no such format</source>
      <translation>lässt sich nicht als {0} lesen: Dieses Format gibt es nicht</translation>
    </message>
    <message>
      <source>cannot be read: {0}.</source>
      <translation>lässt sich nicht lesen: {0}.</translation>
    </message>
    <message>
      <source>cannot be saved: {0}.</source>
      <translation>lässt sich nicht speichern: {0}.</translation>
    </message>
    <message>
      <source>does not say its sampling rate; put its .hea file beside it</source>
      <translation>nennt seine Abtastrate nicht; legen Sie die .hea-Datei daneben</translation>
    </message>
    <message>
      <source>each prompt comes later than the one before it.</source>
      <translation>jeder Satz kommt später als der vor ihm.</translation>
    </message>
    <message>
      <source>ends in the middle: the file was cut off</source>
      <translation>endet mittendrin: Die Datei wurde abgeschnitten</translation>
    </message>
    <message>
      <source>give a pattern's name or times of your own, not both.</source>
      <translation>geben Sie den Namen eines Musters oder eigene Zeiten an, nicht beides.</translation>
    </message>
    <message>
      <source>has a beat outside all time: it is damaged</source>
      <translation>hat einen Schlag außerhalb aller Zeit: Die Datei ist beschädigt</translation>
    </message>
    <message>
      <source>has a median interval of {0} {1}, which is no heart rhythm{2}</source>
      <translation>hat einen mittleren Abstand von {0} {1}, das ist kein Herzrhythmus{2}</translation>
    </message>
    <message>
      <source>has a median interval of {0}, which is neither seconds nor ms; say which with --unit</source>
      <translation>hat als Median der Intervalle {0}, das sind weder Sekunden noch ms</translation>
    </message>
    <message>
      <source>has all its beats at one time: it is damaged</source>
      <translation>hat alle Herzschläge zu einer Zeit: die Datei ist beschädigt</translation>
    </message>
    <message>
      <source>has beats that go back in time: it is damaged</source>
      <translation>hat Schläge, die in der Zeit zurückgehen: Die Datei ist beschädigt</translation>
    </message>
    <message>
      <source>has intervals such as {0} beside others such as {1}: a point that parts thousands, or two units; write them all in ms without it</source>
      <translation>hat Intervalle wie {0} neben anderen wie {1}: ein Punkt, der Tausender trennt, oder zwei Einheiten; bitte alle in ms ohne ihn schreiben</translation>
    </message>
    <message>
      <source>has no date and time on line {0}, where one should stand</source>
      <translation>hat in Zeile {0} weder Datum noch Uhrzeit, wo beides stehen sollte</translation>
    </message>
    <message>
      <source>has no two beats beside each other</source>
      <translation>hat keine zwei Herzschläge nebeneinander</translation>
    </message>
    <message>
      <source>has two columns, and neither is the time nor the heart rate of the other; keep the column of R-R intervals alone</source>
      <translation>hat zwei Spalten, und keine ist die Zeit oder die Herzfrequenz zur anderen; bitte nur die Spalte der R-R-Intervalle behalten</translation>
    </message>
    <message>
      <source>has {0} columns of numbers under no header this program knows; keep the column of R-R intervals alone</source>
      <translation>hat {0} Zahlenspalten ohne eine Kopfzeile, die dieses Programm kennt; bitte nur die Spalte der R-R-Intervalle behalten</translation>
    </message>
    <message>
      <source>has {0} on line {1}, where one R-R interval should stand</source>
      <translation>hat {0} in Zeile {1}, wo ein R-R-Abstand stehen sollte</translation>
    </message>
    <message>
      <source>has {0} on line {1}, where {2} should stand</source>
      <translation>hat {0} in Zeile {1}, wo {2} stehen sollte</translation>
    </message>
    <message>
      <source>has {0} {1}, and {2} of {3} rows hold no R-R interval (a number above 0)</source>
      <translation>hat {0} {1}, und {2} von {3} Zeilen enthalten kein R-R-Intervall (eine Zahl über 0)</translation>
    </message>
    <message>
      <source>holds HRV Logger's marks and no beats; import the _RR_ file of the same session with this one beside it, and its marks come too</source>
      <translation>enthält Markierungen von HRV Logger und keine Herzschläge; wird die _RR_-Datei derselben Sitzung importiert, während diese daneben liegt, kommen die Markierungen mit</translation>
    </message>
    <message>
      <source>holds binary data where text should stand</source>
      <translation>enthält Binärdaten, wo Text stehen sollte</translation>
    </message>
    <message>
      <source>holds characters that cannot be shown.</source>
      <translation>enthält Zeichen, die sich nicht zeigen lassen.</translation>
    </message>
    <message>
      <source>holds fewer than two beats</source>
      <translation>enthält weniger als zwei Herzschläge</translation>
    </message>
    <message>
      <source>holds heart rates, not R-R intervals (its Interval is not 238)</source>
      <translation>enthält Herzfrequenzen, keine R-R-Intervalle (Interval ist nicht 238)</translation>
    </message>
    <message>
      <source>holds more than {0} beats</source>
      <translation>enthält mehr als {0} Schläge</translation>
    </message>
    <message>
      <source>holds no InterBeatInterval rows</source>
      <translation>enthält keine InterBeatInterval-Zeilen</translation>
    </message>
    <message>
      <source>holds no R-R intervals</source>
      <translation>enthält keine R-R-Abstände</translation>
    </message>
    <message>
      <source>holds no annotations of beats; R-R cannot be had back from resampled channels</source>
      <translation>enthält keine markierten Schläge; aus neu abgetasteten Kanälen lässt sich R-R nicht zurückgewinnen</translation>
    </message>
    <message>
      <source>holds no beats</source>
      <translation>enthält keine Schläge</translation>
    </message>
    <message>
      <source>holds no usable R-R interval</source>
      <translation>enthält kein brauchbares R-R-Intervall</translation>
    </message>
    <message>
      <source>intervals taken as {0} (median {1} ms)</source>
      <translation>Intervalle als {0} genommen (Median {1} ms)</translation>
    </message>
    <message>
      <source>is a FIT file without R-R intervals; switch on 'log HRV' on the watch</source>
      <translation>ist eine FIT-Datei ohne R-R-Intervalle; schalten Sie auf der Uhr die HRV-Aufzeichnung ein</translation>
    </message>
    <message>
      <source>is a Kubios report without a block of R-R intervals; export the R-R data as text</source>
      <translation>ist ein Kubios-Bericht ohne R-R-Intervalle; exportieren Sie die R-R-Daten als Text</translation>
    </message>
    <message>
      <source>is a damaged table: a cell never ends</source>
      <translation>ist eine beschädigte Tabelle: Eine Zelle endet nie</translation>
    </message>
    <message>
      <source>is a folder</source>
      <translation>ist ein Ordner</translation>
    </message>
    <message>
      <source>is a list of texts in [ ]; received {0}.</source>
      <translation>ist eine Liste von Texten in [ ]; hier steht {0}.</translation>
    </message>
    <message>
      <source>is a number from {0} to {1}; received {2}.</source>
      <translation>ist eine Zahl von {0} bis {1}; hier steht {2}.</translation>
    </message>
    <message>
      <source>is an SQLite file without StrapLog's table of beats</source>
      <translation>ist eine SQLite-Datei ohne StrapLogs Tabelle der Schläge</translation>
    </message>
    <message>
      <source>is an empty file</source>
      <translation>ist eine leere Datei</translation>
    </message>
    <message>
      <source>is damaged: its intervals and the times of its beats contradict each other</source>
      <translation>ist beschädigt: Intervalle und Zeiten der Schläge widersprechen sich</translation>
    </message>
    <message>
      <source>is in no format that can be imported; see `outbreath import --formats`</source>
      <translation>hat kein Format, das eingelesen werden kann</translation>
    </message>
    <message>
      <source>is larger than a strap's log can be</source>
      <translation>ist größer, als das Protokoll eines Gurts sein kann</translation>
    </message>
    <message>
      <source>is larger than {0} KiB: not a practice.</source>
      <translation>ist größer als {0} KiB: keine Übung.</translation>
    </message>
    <message>
      <source>is larger than {0} MB, more than heart beats need</source>
      <translation>ist größer als {0} MB, mehr als Herzschläge brauchen</translation>
    </message>
    <message>
      <source>is missing.</source>
      <translation>fehlt.</translation>
    </message>
    <message>
      <source>is no StrapLog database, or damaged ({0})</source>
      <translation>ist keine StrapLog-Datenbank oder beschädigt ({0})</translation>
    </message>
    <message>
      <source>is no {0}, or damaged ({1})</source>
      <translation>ist keine Datei der Art {0} oder beschädigt ({1})</translation>
    </message>
    <message>
      <source>is no {0}, or damaged: it asks for more memory than there is</source>
      <translation>ist keine Datei der Art {0} oder beschädigt: Sie verlangt mehr Speicher, als da ist</translation>
    </message>
    <message>
      <source>is not UTF-8 text (byte {0}).</source>
      <translation>ist kein UTF-8-Text (Byte {0}).</translation>
    </message>
    <message>
      <source>is not imported: of its {0} beats a recording would hold {1}</source>
      <translation>wird nicht importiert: von {0} Herzschlägen würde eine Aufzeichnung {1} enthalten</translation>
    </message>
    <message>
      <source>is not imported: there is another recording called {0}</source>
      <translation>wurde nicht hereingeholt: Es gibt schon eine andere Aufzeichnung namens {0}</translation>
    </message>
    <message>
      <source>is packed with gzip and damaged</source>
      <translation>ist mit gzip gepackt und beschädigt</translation>
    </message>
    <message>
      <source>is still open in its program (there is a -wal file); close it there first</source>
      <translation>ist in ihrem Programm noch offen (es gibt eine -wal-Datei); schließen Sie sie dort zuerst</translation>
    </message>
    <message>
      <source>is true or false; received {0}.</source>
      <translation>ist true oder false; hier steht {0}.</translation>
    </message>
    <message>
      <source>is {0} characters long; at most {1}, so that it can be read slowly.</source>
      <translation>ist {0} Zeichen lang; höchstens {1}, damit es sich langsam lesen lässt.</translation>
    </message>
    <message>
      <source>it does not open, being damaged or under another name.</source>
      <translation>es lässt sich nicht öffnen, weil es beschädigt ist oder einen anderen Namen trägt.</translation>
    </message>
    <message>
      <source>it is packed with gzip and damaged; repair it first.</source>
      <translation>es ist mit gzip gepackt und beschädigt; reparieren Sie es zuerst.</translation>
    </message>
    <message>
      <source>names no column RR-interval</source>
      <translation>nennt keine Spalte RR-interval</translation>
    </message>
    <message>
      <source>needs a library that is not installed: pip install 'outbreath[formats]' ({0})</source>
      <translation>braucht eine Bibliothek, die nicht installiert ist: pip install 'outbreath[formats]' ({0})</translation>
    </message>
    <message>
      <source>takes far too long to read for its size: it is damaged, or made to be slow</source>
      <translation>braucht für ihre Größe viel zu lange zum Lesen: sie ist beschädigt oder absichtlich langsam gemacht</translation>
    </message>
    <message>
      <source>the file bears no date: dated by when it was last changed</source>
      <translation>die Datei enthält kein Datum: datiert nach ihrer letzten Änderung</translation>
    </message>
    <message>
      <source>the in-breath and the out-breath each take at least {0} of the breath; received in {1}, out {2}.</source>
      <translation>Ein- und Ausatmen nehmen je mindestens {0} des Atemzugs ein; hier sind es ein {1}, aus {2}.</translation>
    </message>
    <message>
      <source>the intervals and breaks add up to {0} s where the stamps saw {1} s: beats are doubled, missing, or in another unit</source>
      <translation>Intervalle und Lücken ergeben {0} s, die Zeiten aber {1} s: Herzschläge sind doppelt, fehlen oder stehen in einer anderen Einheit</translation>
    </message>
    <message>
      <source>the kinds are {0}; received {1}.</source>
      <translation>die Arten sind {0}; hier steht {1}.</translation>
    </message>
    <message>
      <source>the level before the top-up lies in 0 to 1; received {0}.</source>
      <translation>die Höhe vor dem Nachatmen liegt zwischen 0 und 1; hier steht {0}.</translation>
    </message>
    <message>
      <source>the patterns are {0}; received {1}.</source>
      <translation>die Muster sind {0}; hier steht {1}.</translation>
    </message>
    <message>
      <source>the shares of a breath add up to 1; received {0}, sum {1}.</source>
      <translation>die Anteile eines Atemzugs ergeben zusammen 1; hier stehen {0}, Summe {1}.</translation>
    </message>
    <message>
      <source>the shares of a breath lie between 0 and 1; received {0}.</source>
      <translation>die Anteile eines Atemzugs liegen zwischen 0 und 1; hier stehen {0}.</translation>
    </message>
    <message>
      <source>the stamps go back by {0} s at line {1}: taken as a clock that was set</source>
      <translation>die Zeiten springen in Zeile {1} um {0} s zurück: als gestellte Uhr verstanden</translation>
    </message>
    <message>
      <source>the stamps go back {0} times in all</source>
      <translation>die Zeiten springen insgesamt {0}-mal zurück</translation>
    </message>
    <message>
      <source>the times of a breath are positive seconds; received {0}.</source>
      <translation>die Zeiten eines Atemzugs sind positive Sekunden; hier stehen {0}.</translation>
    </message>
    <message>
      <source>the top-up is part of the in-breath: 0 to {0}; received {1}.</source>
      <translation>das Nachatmen ist Teil des Einatmens: 0 bis {0}; hier steht {1}.</translation>
    </message>
    <message>
      <source>there is no such key here; the keys are {0}.</source>
      <translation>diesen Schlüssel gibt es hier nicht; die Schlüssel sind {0}.</translation>
    </message>
    <message>
      <source>these times give {0} breaths a minute; 3 to 15 can be paced.</source>
      <translation>diese Zeiten ergeben {0} Atemzüge pro Minute; möglich sind 3 bis 15.</translation>
    </message>
    <message>
      <source>this program reads format = {0}; received {1}.</source>
      <translation>dieses Programm liest format = {0}; hier steht {1}.</translation>
    </message>
    <message>
      <source>unpacks to more than {0} MB and is refused</source>
      <translation>wird ausgepackt größer als {0} MB und wird nicht gelesen</translation>
    </message>
    <message>
      <source>use small letters, digits, - and _ (at most 64); received {0}.</source>
      <translation>nehmen Sie kleine Buchstaben, Ziffern, - und _ (höchstens 64); hier steht {0}.</translation>
    </message>
    <message>
      <source>was imported before</source>
      <translation>wurde schon hereingeholt</translation>
    </message>
    <message>
      <source>what was written of it does not read back the same.</source>
      <translation>was davon geschrieben wurde, liest sich nicht gleich zurück.</translation>
    </message>
    <message>
      <source>write each as a table of its own under [[{0}]].</source>
      <translation>schreiben Sie jedes als eigene Tabelle unter [[{0}]].</translation>
    </message>
    <message>
      <source>{0} break(s), where the clock ran on without beats</source>
      <translation>Unterbrechungen, in denen die Uhr ohne Schläge weiterlief: {0}</translation>
    </message>
    <message>
      <source>{0} cannot be changed: {1}.</source>
      <translation>{0} lässt sich nicht ändern: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be deleted: {1}.</source>
      <translation>{0} lässt sich nicht löschen: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be made: {1}.</source>
      <translation>{0} lässt sich nicht anlegen: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be moved: {1}.</source>
      <translation>{0} lässt sich nicht verschieben: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be read: {1}</source>
      <translation>{0} lässt sich nicht lesen: {1}</translation>
    </message>
    <message>
      <source>{0} cannot be read: {1}.</source>
      <translation>{0} lässt sich nicht lesen: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be used: {1}.</source>
      <translation>{0} lässt sich nicht verwenden: {1}.</translation>
    </message>
    <message>
      <source>{0} cannot be written: {1}.</source>
      <translation>{0} lässt sich nicht schreiben: {1}.</translation>
    </message>
    <message>
      <source>{0} does not open: it is damaged, or was locked under another name.</source>
      <translation>{0} lässt sich nicht öffnen: Es ist beschädigt oder wurde unter einem anderen Namen verschlossen.</translation>
    </message>
    <message>
      <source>{0} files in {1} are locked already, and their key file ({2}) is missing.</source>
      <translation>{0} Dateien in {1} sind schon gesperrt, und ihre Schlüsseldatei ({2}) fehlt.</translation>
    </message>
    <message>
      <source>{0} intervals equal the one before; this recorder is known to repeat beats</source>
      <translation>{0} Intervalle gleichen dem davor; dieses Aufnahmegerät wiederholt bekanntlich Schläge</translation>
    </message>
    <message>
      <source>{0} is a file of another program{1}.</source>
      <translation>{0} ist eine Datei eines anderen Programms{1}.</translation>
    </message>
    <message>
      <source>{0} is a folder.</source>
      <translation>{0} ist ein Ordner.</translation>
    </message>
    <message>
      <source>{0} is damaged and cannot be read.</source>
      <translation>{0} ist beschädigt und lässt sich nicht lesen.</translation>
    </message>
    <message>
      <source>{0} is damaged.</source>
      <translation>{0} ist beschädigt.</translation>
    </message>
    <message>
      <source>{0} is damaged: it does not list its files.</source>
      <translation>{0} ist beschädigt: Es zählt seine Dateien nicht auf.</translation>
    </message>
    <message>
      <source>{0} is damaged: {1} is not what was put in.</source>
      <translation>{0} ist beschädigt: {1} ist nicht, was hineingetan wurde.</translation>
    </message>
    <message>
      <source>{0} is locked with a passphrase.</source>
      <translation>{0} ist mit einem Kennsatz verschlossen.</translation>
    </message>
    <message>
      <source>{0} is locked with the passphrase of another data folder.</source>
      <translation>{0} ist mit dem Kennsatz eines anderen Datenordners verschlossen.</translation>
    </message>
    <message>
      <source>{0} is locked, and there is no key file ({1}) in its folder.</source>
      <translation>{0} ist gesperrt, und in ihrem Ordner ist keine Schlüsseldatei ({1}).</translation>
    </message>
    <message>
      <source>{0} is neither a recording nor text with one R-R interval a line{1}.</source>
      <translation>{0} ist weder eine Aufzeichnung noch Text mit einem R-R-Intervall je Zeile{1}.</translation>
    </message>
    <message>
      <source>{0} is no archive of a person, or damaged.</source>
      <translation>{0} ist kein Archiv einer Person, oder beschädigt.</translation>
    </message>
    <message>
      <source>{0} is no archive of a person.</source>
      <translation>{0} ist kein Archiv einer Person.</translation>
    </message>
    <message>
      <source>{0} is no sealed archive.</source>
      <translation>{0} ist kein versiegeltes Archiv.</translation>
    </message>
    <message>
      <source>{0} is not an Outbreath recording: no line in it bears a seal.</source>
      <translation>{0} ist keine Aufnahme von Outbreath: Keine Zeile darin trägt ein Siegel.</translation>
    </message>
    <message>
      <source>{0} is not what it should be.</source>
      <translation>{0} ist nicht, was es sein sollte.</translation>
    </message>
    <message>
      <source>{0} is one of the program's own; choose another key.</source>
      <translation>{0} gehört zum Programm selbst; wählen Sie einen anderen Schlüssel.</translation>
    </message>
    <message>
      <source>{0} is protected already.</source>
      <translation>{0} ist schon geschützt.</translation>
    </message>
    <message>
      <source>{0} is refused: it holds {1}, which is no recording's place.</source>
      <translation>{0} wird abgelehnt: Es enthält {1}, und dort gehört keine Aufnahme hin.</translation>
    </message>
    <message>
      <source>{0} is there already.</source>
      <translation>{0} gibt es schon.</translation>
    </message>
    <message>
      <source>{0} mark(s) from {1}</source>
      <translation>{0} Markierung(en) aus {1}</translation>
    </message>
    <message>
      <source>{0} of {1} intervals lie outside {2} to {3} ms; they are kept as they are</source>
      <translation>{0} von {1} Intervallen liegen nicht zwischen {2} und {3} ms; sie bleiben, wie sie sind</translation>
    </message>
    <message>
      <source>{0} rows stood out of order (from line {1}); put in order by their stamps</source>
      <translation>{0} Zeilen standen nicht in der Reihenfolge ihrer Zeiten (ab Zeile {1}); nach ihren Zeiten geordnet</translation>
    </message>
    <message>
      <source>{0} unpacks to more than a recording holds, and is refused.</source>
      <translation>{0} wird ausgepackt größer, als eine Aufnahme ist, und wird abgelehnt.</translation>
    </message>
    <message>
      <source>{0} was made by a newer Outbreath.</source>
      <translation>{0} stammt von einem neueren Outbreath.</translation>
    </message>
    <message>
      <source>{0} would unpack to more than an archive of one person holds, and is refused.</source>
      <translation>{0} würde ausgepackt größer, als das Archiv einer Person ist, und wird abgelehnt.</translation>
    </message>
  </context>
</TS>
