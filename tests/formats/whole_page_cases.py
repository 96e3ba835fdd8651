"""A page of an outlet that doesn't exist, with all that stands around an article."""

SENTENCES = [
    "Der Hafen von Nordwik bleibt bis Montag geschlossen, teilte die Behörde am Abend mit.",
    "„Wir können die Kräne nicht bei jedem Wetter bewegen“, sagte die Leiterin Ada Böhm.",
    "Die Reederei Falk widersprach: Der Sturm sei seit Stunden vorüber und die Fahrrinne frei.",
    "Am Kai warten zwölf Schiffe mit Getreide, Holz und Maschinen auf ihre Abfertigung.",
    "Der Stadtrat will am Dienstag über eine Hilfe für die Fuhrleute beraten, wie es hieß.",
]

PAGE = f"""<!DOCTYPE html>
<html lang="de"><head><meta charset="utf-8"><title>Hafen bleibt bis Montag zu – Nordwiker Bote</title>
<meta property="og:site_name" content="Nordwiker Bote"><meta name="author" content="Jo Ohm">
<link rel="canonical" href="https://bote.example/hafen">
<style>.x {{ color: red }}</style></head>
<body class="has-related-posts">
<div id="cookie-consent"><p>Wir verwenden Cookies.</p><button>Zustimmen</button></div>
<header><a class="logo" href="/">Nordwiker Bote</a></header>
<nav><ul><li><a href="/p">Politik</a></li><li><a href="/w">Wirtschaft</a></li><li>Sport</li></ul></nav>
<main>
<div class="breadcrumb"><a href="/">Start</a> › <a href="/w">Wirtschaft</a> › Hafen bleibt bis Montag zu</div>
<article><h1>Hafen bleibt bis Montag zu</h1>
<p class="byline">Von Jo Ohm, 13. März 2025</p>
<ul class="share"><li><a href="#">Teilen</a></li><li><a href="#">Drucken</a></li></ul>
<p>{SENTENCES[0]}</p>
<figure><img src="k.jpg"><figcaption>Kräne im Sturm. Foto: Li Lund</figcaption></figure>
<p>{SENTENCES[1]}</p>
<div class="ad-slot"><span>Anzeige</span><p>Neue Stiefel bei Petersen!</p></div>
<p>{SENTENCES[2]}</p>
<p>{SENTENCES[3]}</p>
<p>{SENTENCES[4]}</p>
<div class="pagination"><a href="?2">Seite 1 / 2</a></div>
</article>
<section class="related"><h3>Mehr zum Thema</h3><ul><li><a href="/a">Sturm deckt Dächer ab</a></li>
<li><a href="/b">Fähre fährt wieder</a></li></ul></section>
<section id="comments"><h3>2 Kommentare</h3><div class="comment"><p class="author">Bo</p>
<p>Endlich Ruhe am Kai.</p></div></section></main>
<div hidden>Nur für Maschinen</div><p style="display: none">Unsichtbar</p><template>Vorlage</template>
<span class="sr-only">Zum Inhalt</span><noscript>Bitte Skripte erlauben</noscript><script>alert("Skript")</script>
<footer><p>© 2025 Nordwiker Bote. Alle Rechte vorbehalten.</p></footer>
</body></html>"""
