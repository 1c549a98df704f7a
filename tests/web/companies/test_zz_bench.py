import time
from web.companies.test_import import *
from web.companies.posting import *
from simmitt.web.outreach.models import Lead


def test_bench(world, as_person):
    c = as_person("manager")
    rows = ten_thousand()
    t0 = time.process_time()
    p = hand_in(c, rows)
    t1 = time.process_time()
    c.get(p)
    t2 = time.process_time()
    r = apply(c, p)
    t3 = time.process_time()
    print("\nnew: upload %.2f preview %.2f preview+apply %.2f" % (t1 - t0, t2 - t1, t3 - t2))
    ch = [{**o, "Telefon": "060", "Benämning": "Annan", "Besöksadress": "Ny gata"} for o in rows]
    t0 = time.process_time()
    p = hand_in(c, ch)
    t1 = time.process_time()
    c.get(p)
    t2 = time.process_time()
    r = apply(c, p)
    t3 = time.process_time()
    print("changed: upload %.2f preview %.2f preview+apply %.2f" % (t1 - t0, t2 - t1, t3 - t2))
    for who in ("manager", "coordinator"):
        c = as_person(who)
        times = []
        for q in [
            "",
            "?q=företag",
            "?q=9",
            "?sort=-name&page=200",
            "?sort=industry&page=77",
            "?municipality=2281",
            "?size=5&sort=-changed",
            "?q=gatan+77",
            "?challenge=digital",
            "?sort=municipality&page=150",
            "?archived=both&q=alfa",
            "?partner=none",
        ]:
            for _ in range(5):
                s = time.process_time()
                x = c.get("/sv/companies/" + q)
                times.append((time.process_time() - s, q))
                assert x.status_code == 200
        times.sort()
        print(
            who,
            "median %.0f ms p95 %.0f ms max %.0f ms %s"
            % (
                times[len(times) // 2][0] * 1e3,
                times[int(len(times) * 0.95)][0] * 1e3,
                times[-1][0] * 1e3,
                times[-1][1],
            ),
        )
    s = time.process_time()
    x = b"".join(as_person("manager").get("/sv/companies/?format=csv").streaming_content)
    print("csv %.2f s %d kB" % (time.process_time() - s, len(x) / 1024))
    s = time.process_time()
    x = as_person("manager").get("/sv/companies/?format=xlsx").content
    print("xlsx %.2f s %d kB" % (time.process_time() - s, len(x) / 1024))
    s = time.process_time()
    x = as_person("manager").get("/api/companies/?page=50")
    print("api %.3f" % (time.process_time() - s))
    A = world.company["alfa"]
    s = time.process_time()
    x = as_person("manager").get(f"/sv/companies/{A.public_id}/merge/?q=företag")
    print("merge choose %.3f" % (time.process_time() - s))
def test_prof(world, as_person):
    import cProfile,pstats
    c=as_person("manager"); rows=ten_thousand(); p=hand_in(c,rows); apply(c,p)
    ch=[{**o,"Telefon":"060","Benämning":"Annan","Besöksadress":"Ny gata"} for o in rows]
    p=hand_in(c,ch)
    pr=cProfile.Profile(); pr.enable(); c.get(p); pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(22)
    f={"difference":c.get(p).context["comparison"].fingerprint}
    pr=cProfile.Profile(); pr.enable(); c.post(p+"apply/",f); pr.disable(); pstats.Stats(pr).sort_stats("cumtime").print_stats(45)
    pr=cProfile.Profile(); pr.enable(); c.get("/sv/companies/"); pr.disable(); pstats.Stats(pr).sort_stats("tottime").print_stats(18)
