"""What a report says by itself, in English and Spanish: short and neutral."""

from __future__ import annotations

_PAIRS: dict[str, tuple[str, str]] = {
    "title": ("Report of border events", "Informe de eventos en la frontera"),
    "map": ("Map", "Mapa"),
    "map_hint": ("Interactive: choose types, dates and places; press a mark for its quote.",
                 "Interactivo: elija tipos, fechas y lugares; pulse una marca para ver su cita."),
    "timeline": ("Over time", "En el tiempo"),
    "by_day": ("Events a day, by type", "Eventos por día, según su tipo"),
    "by_week": ("Events a week, by type; each week begins on Monday", "Eventos por semana, según su tipo; cada semana empieza el lunes"),
    "by_month": ("Events a month, by type", "Eventos por mes, según su tipo"),
    "by_year": ("Events a year, by type", "Eventos por año, según su tipo"),
    "not_drawn": ("Not drawn: {vague} known by month or year only, {undated} without a date.",
                  "No se dibujan: {vague} de los que solo se sabe el mes o el año, {undated} sin fecha."),
    "no_dates": ("No event has a date that can be drawn.", "Ningún evento tiene una fecha que se pueda dibujar."),
    "counts": ("Counts", "Cantidades"),
    "type_status": ("By type and status", "Por tipo y estado"),
    "places": ("By place", "Por lugar"),
    "type": ("Type", "Tipo"),
    "place": ("Place", "Lugar"),
    "precision": ("How exact", "Qué tan exacto"),
    "events": ("Events", "Eventos"),
    "all": ("All", "Todos"),
    "other_places": ("{n} other places", "otros {n} lugares"),
    "unknown_place": ("place not known", "lugar desconocido"),
    "background": ("Background that the articles recall", "Antecedentes que recuerdan los artículos"),
    "not_listed": (
        "{n} more are in the table that this report was made from.",
        "Otros {n} están en la tabla de la que salió este informe.",
    ),
    "no_events": ("There are no events.", "No hay eventos."),
    "reports": ("{n} reports from {m} sources", "{n} informes de {m} fuentes"),
    "corrected": ("corrected by hand", "corregido a mano"),
    "unknown_source": ("source not named", "fuente no indicada"),
    "method": ("Method", "Método"),
    "data": ("Data", "Datos"),
    "disclaimer": (
        "Boundaries and names imply no recognition. Events are as reported in the articles cited, not verified.",
        "Los límites y nombres no implican reconocimiento. Los eventos son los informados en los artículos citados, sin verificar.",
    ),
    "made_by": ("Made by border-event-mapper {version} with data of {data}.", "Hecho con border-event-mapper {version} y datos de {data}."),
}  # fmt: skip

METHOD: dict[str, tuple[str, ...]] = {
    "en": (
        (
            "A program read the sentences of the articles and found events by their words: what happened, who, how many, when, "
            "where. It makes mistakes: look at the quote and at its source before you rely on an event."
        ),
        (
            "These are reports, not verified counts. What several articles report stands once, with all its sources; where they "
            "contradict each other, numbers and days are given as ranges."
        ),
        (
            "The status says whether something happened (reported, ongoing) or not (announced, attempted, prevented, alleged, "
            "denied); only what happened is drawn filled."
        ),
        (
            "An event is drawn as exactly as its text says where it was: at a place, along a stretch of the border, in a region; "
            "what is known by country only stands in a list beside the map. Informal crossing points and shelters are moved by up "
            "to 5 km, army units to their garrison city, to protect the people there."
        ),
        "Kilometres along the border between Peru and Chile count from monument 1 at the coast.",
    ),
    "es": (
        (
            "Un programa leyó las oraciones de los artículos y halló los eventos por sus palabras: qué pasó, quién, cuántos, "
            "cuándo, dónde. Comete errores: vea la cita y su fuente antes de confiar en un evento."
        ),
        (
            "Son informes, no cifras verificadas. Lo que informan varios artículos figura una sola vez, con todas sus fuentes; "
            "donde se contradicen, los números y los días se dan como rangos."
        ),
        (
            "El estado dice si algo ocurrió (reportado, en curso) o no (anunciado, intentado, impedido, presunto, desmentido); solo"
            " lo que ocurrió se dibuja relleno."
        ),
        (
            "Un evento se dibuja con la exactitud con que su texto dice dónde fue: en un lugar, a lo largo de un tramo de la "
            "frontera, en una región; lo que solo se sabe por país figura en una lista junto al mapa. Los pasos informales y los "
            "albergues se desplazan hasta 5 km y las unidades militares a la ciudad de su guarnición, para proteger a las personas "
            "que están allí."
        ),
        "Los kilómetros de la frontera entre el Perú y Chile se cuentan desde el hito 1, en la costa.",
    ),
}
"""How the events were found, paragraph by paragraph."""

WORDS: dict[str, dict[str, str]] = {lang: {key: pair[at] for key, pair in _PAIRS.items()} for at, lang in enumerate(("en", "es"))}
