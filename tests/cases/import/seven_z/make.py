#!/usr/bin/env python3
"""Makes the 7z samples beside it with the 7z program (Debian: p7zip-full). All text is invented."""
import os, subprocess, tempfile

here = os.path.dirname(os.path.abspath(__file__))

def pack(name, *options, folder, members=(".",)):
    target = os.path.join(here, name)
    if os.path.exists(target):
        os.remove(target)
    command = ["7z", "a", "-bd", "-y", "-snl", "-mtm=off", *options, target, *members]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)

with tempfile.TemporaryDirectory() as top:
    def put(name, text):
        path = os.path.join(top, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)
    put("in/内.txt", "内层说明：附件以本件为准。")
    pack("inner.7z", folder=os.path.join(top, "in"))
    inner = os.path.join(here, "inner.7z")
    put("all/报告/总体情况.txt", "青禾县排查河道排污口三十一处，已整治二十九处。\n" * 40)
    put("all/报告/台账.csv", "序号,事项,状态\n1,堆场覆盖,完成\n2,雨污分流,进行中\n")
    put("all/报告/.DS_Store", "x")
    put("all/空.docx", "")
    os.rename(inner, os.path.join(top, "all/内层.7z"))
    all_ = os.path.join(top, "all")
    pack("solid.7z", folder=all_)
    pack("blocks.7z", "-ms=off", folder=all_)
    pack("stored.7z", "-mx=0", folder=all_)
    small = os.path.join(top, "in")
    pack("encrypted.7z", "-psecret", folder=small)
    pack("encrypted_list.7z", "-psecret", "-mhe=on", folder=small)
    pack("ppmd.7z", "-m0=PPMd", folder=small)
    # An unpacked list of members, so that a test can change it.
    pack("stored_lzma2_props.7z", "-m0=LZMA2", "-mhc=off", folder=small)
    os.symlink("/etc/passwd", os.path.join(top, "in/链接.txt"))
    pack("link.7z", folder=small)
    os.remove(os.path.join(top, "in/链接.txt"))
    with open(os.path.join(top, "in/零.txt"), "wb") as f:
        f.truncate(64 << 20)
    # Members are packed in the order of their names: the text stands behind the bomb.
    os.rename(os.path.join(top, "in/内.txt"), os.path.join(top, "in/龙.txt"))
    pack("bomb.7z", "-ms=on", folder=small)
